package io.padlock.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/** The reviewed OpenAPI document, as tests ask it. */
public final class ContractDocument {

    public static final Path FILE = Path.of("../provisioning-server/src/main/resources/META-INF/openapi.yaml");

    /** On a media type whose lines are JSON each: OpenAPI has no word for it. */
    public static final String SCHEMA_OF_LINES = "x-line-schema";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESS = "https://padlock.invalid/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final List<Operation> operations;
    /** By what they are made of, and not by what stands there: comparing two means to read them. */
    private final Map<JsonNode, Schema> schemas = Collections.synchronizedMap(new IdentityHashMap<>());

    private ContractDocument(JsonNode document) {
        this.document = document;
        this.registry = SchemaRegistry.withDialect(
                dialect(),
                settings -> settings.schemas(Map.of(ADDRESS, document.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
        this.operations = operationsIn(root());
    }

    /** The document is read as one schema that holds others; what it holds beside them is to be passed over. */
    private static Dialect dialect() {
        Dialect.Builder dialect = Dialect.builder(Dialects.getOpenApi30());
        for (String part : List.of("openapi", "info", "servers", "tags", "paths", "components")) {
            dialect.keyword(new NonValidationKeyword(part));
        }
        return dialect.build();
    }

    public static ContractDocument reviewed() {
        return in(FILE);
    }

    public static ContractDocument of(JsonNode document) {
        return new ContractDocument(document);
    }

    public static ContractDocument in(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            return new ContractDocument(JSON.valueToTree(new Yaml().load(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Place root() {
        return Place.root(document);
    }

    public List<Operation> operations() {
        return operations;
    }

    private static List<Operation> operationsIn(Place root) {
        List<Operation> operations = new ArrayList<>();
        Place paths = root.child("paths");
        for (String path : paths.names()) {
            for (String method : paths.child(path).names()) {
                if (METHODS.contains(method)) {
                    operations.add(new Operation(method, path, paths.child(path).child(method)));
                }
            }
        }
        return operations;
    }

    public Optional<Operation> operationAt(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.isAt(method, path))
                .max(Comparator.comparing(Operation::isExact));
    }

    boolean hasExactPath(String path) {
        return operations.stream().anyMatch(operation -> operation.isExact() && operation.isAtPath(path));
    }

    public Operation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The contract has no operation " + id + "."));
    }

    /** Where a value is not what a schema says; empty when it is. */
    public List<String> faults(Place schema, JsonNode value) {
        return schemas
                .computeIfAbsent(schema.node(), node -> registry.getSchema(absolute(node)))
                .validate(value)
                .stream()
                .map(Error::toString)
                .toList();
    }

    /**
     * Fields that a schema does not name. Whoever reads passes them over, so a schema lets them be; in an answer of our own,
     * or in an example, nobody could know of them.
     */
    public List<String> unknownFields(Place schema, JsonNode value) {
        return unknownFields(schema, value, "");
    }

    private static List<String> unknownFields(Place schema, JsonNode value, String path) {
        List<String> unknown = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> unknown.addAll(unknownFields(schema.child("items"), item, path + "/*")));
        } else if (value.isObject()) {
            value.fieldNames().forEachRemaining(name -> {
                Place field = field(schema, name);
                if (field.exists()) {
                    unknown.addAll(unknownFields(field, value.get(name), path + "/" + name));
                } else {
                    unknown.add(path + "/" + name);
                }
            });
        }
        return unknown;
    }

    private static Place field(Place schema, String name) {
        Place own = schema.child("properties").child(name);
        return schema.child("allOf").items().stream()
                .map(part -> field(part, name))
                .filter(Place::exists)
                .findFirst()
                .orElse(own);
    }

    /** The schema, taken out of the document, still points into it. */
    private static JsonNode absolute(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        for (JsonNode parent : copy.findParents("$ref")) {
            ((ObjectNode) parent).put("$ref", ADDRESS + parent.get("$ref").asText());
        }
        return copy;
    }
}
