package io.padlock.provisioning.stock;

/** How a stock box is refused; the body is the same. Measured on each generation: no way suits all of them. */
public enum StockRefusal {

    /** HTTP 200. Suits all but the generation of early 2025, whose start it ends. */
    RESULT,

    /** HTTP 503. Ends no box's start, but the newest generations then ask six times at once, and none reads why. */
    STATUS
}
