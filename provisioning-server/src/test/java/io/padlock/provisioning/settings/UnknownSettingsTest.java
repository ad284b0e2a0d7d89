package io.padlock.provisioning.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A mapping that is not on the list would have its settings refused. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
class UnknownSettingsTest {

    @Inject
    BeanManager beans;

    @Test
    void every_mapping_that_quarkus_knows_is_on_the_list() {
        Set<Class<?>> known = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .flatMap(bean -> bean.getTypes().stream())
                .filter(type -> type instanceof Class<?> mapping
                        && mapping.isAnnotationPresent(ConfigMapping.class)
                        && mapping.getAnnotation(ConfigMapping.class).prefix().startsWith("padlock")
                        // KnownSettingsTest has two of its own.
                        && mapping.getEnclosingClass() == null)
                .<Class<?>>map(type -> (Class<?>) type)
                .collect(Collectors.toSet());

        assertThat(UnknownSettings.mappings()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void the_settings_that_are_known_are_those_that_are_documented() throws IOException {
        Set<String> documented = Pattern.compile("`(padlock\\.[a-z.-]+)`")
                .matcher(Files.readString(Path.of("../docs/configuration.md")))
                .results()
                .map(setting -> setting.group(1))
                .filter(setting -> !setting.startsWith("padlock.box."))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(new KnownSettings(UnknownSettings.mappings()).names()).isEqualTo(documented);
    }
}
