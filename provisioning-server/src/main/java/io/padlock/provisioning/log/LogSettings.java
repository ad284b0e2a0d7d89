package io.padlock.provisioning.log;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** {@link JsonLog} takes what is no format for text; here it stops the start, as every setting that can't be read does. */
@ApplicationScoped
class LogSettings {

    private static final Logger LOG = Logger.getLogger(LogSettings.class);

    void judge(@Observes StartupEvent event, LogConfig config) {
        LOG.debugf("The log is %s.", config.format());
    }
}
