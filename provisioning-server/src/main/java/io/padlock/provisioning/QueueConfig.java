package io.padlock.provisioning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "padlock.queue")
public interface QueueConfig {

    /**
     * How many requests may be waiting for their answer at once; who comes then is told at once to come later. A second's
     * worth of what the server can do is about right: who waits longer has been told "later" by the deadline anyway.
     */
    @WithDefault("5000")
    int length();
}
