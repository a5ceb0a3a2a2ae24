//! profiling
use nector_events::{Event,Payload};
fn main(){ let c=eventspec_tests::catalogues::nector(); let (_,p)=c.catalog.events().find(|(e,_)|e.name=="order_create").unwrap();
let texts:Vec<String>=eventspec_emit::sample::payloads(&c.catalog,p,eventspec_emit::sample::Recipe{seed:7,absent:0.0,odd:0.0,unknown:0.0,shuffled:false}).take(64).collect();
let mode=std::env::args().nth(1).unwrap(); let n:usize=std::env::args().nth(2).unwrap().parse().unwrap(); let mut t=0;
for _ in 0..n { for x in &texts { let e=Event::decode("order_create",x.as_bytes()).unwrap(); if mode=="dev" { t+=e.deviations().len(); } t+=e.json().len(); if mode=="reads" { if let Event::OrderCreate(o)=&e { t+=o.user_email().value().map_or(0,|v|v.len())+o.created_at().value().map_or(0,|v|v.as_str().len())+o.user_name().value().map_or(0,|v|v.len())+o.entity_id().value().map_or(0,|v|v.len()); } } std::hint::black_box(&e);} }
println!("{t}"); }
