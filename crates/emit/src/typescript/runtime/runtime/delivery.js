/** What the deliveries of this package call: the delivery contract, once, driven by tables. */

import { DeliveryTable, bodyDecoder, receiver } from "./delivery/receiver.js";
import { MemorySeen } from "./delivery/seen.js";

/** @import * as declared from "./delivery.js" */

/** @type {typeof declared.deliveryTable} */
export const deliveryTable = (row) => new DeliveryTable(row);

// The types of events hold at run time what they declare at compile time; no checker can see that, hence the casts.

/** @type {typeof declared.delivery} */
export const delivery = (table, types) => (options) =>
  /** @type {any} */ (receiver(/** @type {any} */ (table), /** @type {any} */ (types), options));

/** @type {typeof declared.deliveryByBody} */
export const deliveryByBody = (table, types) =>
  Object.assign(delivery(table, types), { decode: /** @type {any} */ (bodyDecoder(/** @type {any} */ (table), /** @type {any} */ (types))) });

/** @type {typeof declared.memorySeen} */
export const memorySeen = (options) => new MemorySeen(options);
