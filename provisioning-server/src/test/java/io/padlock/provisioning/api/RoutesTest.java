package io.padlock.provisioning.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.padlock.provisioning.ProvisioningServer;
import io.padlock.provisioning.TestServer;
import io.padlock.testing.contract.ContractDocument;
import io.padlock.testing.contract.Operation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the server serves is what the document declares: no operation beside it, and none that is only promised. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
class RoutesTest {

    /** Where Quarkus users look for the document, as its description says. */
    private static final String ALSO_THE_DOCUMENT = "GET /q/openapi";

    private static final Pattern HANDLERS = Pattern.compile("(?:context|failure)Handlers=\\[([^]]+)]");

    private static final Map<String, String> WITHOUT_AN_ADDRESS = Map.of(
            "any Farewell", "Says that the connection ends, while the server stops.",
            "any Arrival", "Gives each request its reference.",
            "any NotHttp", "Refuses what HTTP forbids, wherever it was sent.",
            "any AnyMediaType", "Reads the stock door's bodies as JSON, whatever they are said to be.",
            "any BodyLimit", "Refuses what is too long.",
            "any ResteasyReactiveRecorder", "Quarkus: begins a request's scope, and tells of resources' failures.",
            "any HttpServerCommonHandlers", "Quarkus: keeps what a proxy said.",
            "any ObservabilityIntegrationRecorder", "Quarkus: names failed requests for metrics.",
            "any QuarkusErrorHandler", "Quarkus: answers what nobody else could.",
            "/ ResteasyReactiveVertxHandler", "Behind it are the resources, of which each is looked at.");

    @Inject
    Router router;

    @Test
    void every_operation_that_is_served_is_declared_and_the_other_way_round() {
        Set<String> served = new TreeSet<>(ofResources());
        served.addAll(ofVertx());

        assertThat(served).isEqualTo(declared());
    }

    @Test
    void every_route_without_an_address_of_its_own_is_known() {
        assertThat(router.getRoutes().stream()
                        .filter(route -> !hasItsOwnAddress(route))
                        .flatMap(RoutesTest::handlers)
                        .collect(Collectors.toSet()))
                .isEqualTo(WITHOUT_AN_ADDRESS.keySet());
    }

    private static Set<String> declared() {
        Set<String> declared = ContractDocument.reviewed().operations().stream()
                .map(Operation::toString)
                .map(RoutesTest::withoutNamesOfPlaces)
                .collect(Collectors.toCollection(TreeSet::new));
        declared.add(ALSO_THE_DOCUMENT);
        return declared;
    }

    private static Set<String> ofResources() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(ProvisioningServer.class.getPackageName())
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(RoutesTest::ofResource)
                        .collect(Collectors.toSet());
    }

    private static Stream<String> ofResource(JavaClass type) {
        return type.getMethods().stream()
                .flatMap(method -> Stream.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
                        .filter(verb -> method.isAnnotatedWith("jakarta.ws.rs." + verb))
                        .map(verb -> withoutNamesOfPlaces(verb + " " + address(type, method))));
    }

    private static String address(JavaClass type, JavaMethod method) {
        String below = method.isAnnotatedWith(Path.class)
                ? method.getAnnotationOfType(Path.class).value()
                : "";
        return Stream.of(type.getAnnotationOfType(Path.class).value(), below)
                .map(part -> part.replaceAll("^/|/$", ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/", "/", ""));
    }

    private static boolean hasItsOwnAddress(Route route) {
        return route.isExactPath()
                && route.getPath() != null
                && !route.getPath().equals("/");
    }

    /** Which Vert.x tells nobody but whoever prints a route. */
    private static Stream<String> handlers(Route route) {
        return HANDLERS.matcher(route.toString())
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(", ")))
                .map(handler -> (route.getPath() == null ? "any" : route.getPath()) + " "
                        + handler.replaceAll("[$@].*", "").replaceAll(".*\\.", ""));
    }

    private Set<String> ofVertx() {
        return router.getRoutes().stream()
                .filter(RoutesTest::hasItsOwnAddress)
                .flatMap(RoutesTest::ofRoute)
                .collect(Collectors.toSet());
    }

    private static Stream<String> ofRoute(Route route) {
        if (route.methods() == null) {
            return Stream.of("any method " + route.getPath());
        }
        // Who may GET may ask HEAD (RFC 9110, section 9.3.2).
        return route.methods().stream()
                .filter(method -> !method.equals(HttpMethod.HEAD))
                .map(method -> method.name() + " " + route.getPath());
    }

    private static String withoutNamesOfPlaces(String operation) {
        return operation.replaceAll("\\{[^}]*}", "{}");
    }
}
