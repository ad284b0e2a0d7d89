package io.padlock.testing.printer;

/** How a printer behaves, or what stands at a printer's address in its place. */
public enum Manner {
    A_PRINTER,
    /** Another machine's web server: it has pages, and none at the address where printers take what they print. */
    ANOTHER_DEVICE,
    /** One that answers every address with its home page and status 200, as routers do. */
    A_PAGE_FOR_EVERYTHING,
    /** TLS comes about, and no request is ever answered. */
    SILENT,
    /** Its answer to a print job does not end. */
    ENDLESS,
    /** Another certificate at every connection. */
    CHANGING
}
