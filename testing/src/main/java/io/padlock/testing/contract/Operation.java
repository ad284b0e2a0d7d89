package io.padlock.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One thing that can be asked for: a method and an address with places in it to fill. */
public record Operation(String method, String path, Place place) {

    /** Of addresses with places in them; each request is held against all of them. */
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    public String id() {
        return place.child("operationId").text();
    }

    public boolean isAt(String askedMethod, String askedPath) {
        return isByMethod(askedMethod) && isAtPath(askedPath);
    }

    /** Methods are told apart by case (RFC 9110, section 9.1). */
    private boolean isByMethod(String askedMethod) {
        return method.toUpperCase(Locale.ROOT).equals(askedMethod);
    }

    boolean isAtPath(String askedPath) {
        return pattern().matcher(askedPath).matches();
    }

    /** @return what a place of the address is filled with; nothing where there is no such place, or the path is not its own */
    List<String> valuesOf(String name, String askedPath) {
        int number = List.of(path.split("\\{")).stream()
                .map(part -> part.replaceAll("}.*", ""))
                .toList()
                .indexOf(name);
        Matcher found = pattern().matcher(isAtPath(askedPath) ? askedPath : Address.normal(askedPath));
        return number > 0 && found.matches() ? List.of(decoded(found.group(number))) : List.of();
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException isNoEncoding) {
            return segment;
        }
    }

    /** An address without places to fill goes before one with them. */
    public boolean isExact() {
        return !path.contains("{");
    }

    /** The group in each place is what fills it. */
    private Pattern pattern() {
        return PATTERNS.computeIfAbsent(
                path,
                any -> Pattern.compile(Stream.of(path.split("(?<=})|(?=\\{)"))
                        .map(part -> part.startsWith("{") ? "([^/]+)" : Pattern.quote(part))
                        .collect(Collectors.joining())));
    }

    /** Those of the address, then its own. */
    public List<Place> parameters() {
        List<Place> parameters = new ArrayList<>(
                new Place(place.document(), place.document().path("paths").path(path))
                        .child("parameters")
                        .items());
        parameters.addAll(place.child("parameters").items());
        return parameters;
    }

    public Place answer(int status) {
        return place.child("responses").child(Integer.toString(status));
    }

    public Place requestBody() {
        return place.child("requestBody");
    }

    public String examplePath() {
        return examplePath(Map.of());
    }

    /** The address with the document's own examples in its places, where no others are given. */
    public String examplePath(Map<String, String> places) {
        String filled = path;
        for (Place parameter : parameters()) {
            if (parameter.child("in").text().equals("path")) {
                String name = parameter.child("name").text();
                String example = parameter.child("example").text();
                filled = filled.replace("{" + name + "}", places.getOrDefault(name, example));
            }
        }
        return filled;
    }

    /** A request body that the document shows. */
    public JsonNode exampleRequest(String mediaType, String example) {
        return requestBody()
                .child("content")
                .child(mediaType)
                .child("examples")
                .child(example)
                .child("value")
                .node();
    }

    /** A record's own would go through the whole document, that of its place. */
    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Operation that && that.toString().equals(toString());
    }

    @Override
    public String toString() {
        return method.toUpperCase(Locale.ROOT) + " " + path;
    }
}
