package io.padlock.box.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "padlock.box.report")
public interface ReportConfig {

    /** Who tells the database how the box is found. */
    @WithDefault("UNLESS_ODOO_DOES")
    By by();

    enum By {
        /** The box, unless its connection stands in a stock box's files: there Odoo's own software tells it. */
        UNLESS_ODOO_DOES,
        BOX,
        NOBODY
    }
}
