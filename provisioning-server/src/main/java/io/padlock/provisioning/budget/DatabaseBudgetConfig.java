package io.padlock.provisioning.budget;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * A healthy box is given a certificate every two months. A stock box without one asks every 10 seconds, and stops when it
 * has one; somebody who installs or tests starts over some times in an afternoon. So the default is met by nobody but a
 * box that can't keep what it is given: a single one of those after 3 to 4 minutes.
 */
@ConfigMapping(prefix = "padlock.budget.database")
public interface DatabaseBudgetConfig {

    /** Certificates at once, for each IoT box of the subscription. 0: no limit. */
    @WithDefault("20")
    int burstPerBox();

    /** And then so many an hour. */
    @WithDefault("6")
    int perHourPerBox();
}
