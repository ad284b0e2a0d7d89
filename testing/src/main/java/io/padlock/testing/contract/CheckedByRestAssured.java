package io.padlock.testing.contract;

import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Stands in all requests of REST Assured's that go to a server under test. */
public final class CheckedByRestAssured implements Filter {

    private CheckedByRestAssured() {}

    /** Into every request from now on. Once is enough, again does no harm. */
    public static void everywhere() {
        if (RestAssured.filters().stream().noneMatch(CheckedByRestAssured.class::isInstance)) {
            RestAssured.filters(new CheckedByRestAssured());
        }
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification unused, FilterContext chain) {
        Response answer = chain.next(request, unused);
        URI address = URI.create(request.getURI());
        if (address.getPort() == RestAssured.port || ServersUnderTest.has(address)) {
            KeepsToTheContract.reviewed().check(exchange(address, request, answer));
        }
        return answer;
    }

    private static Exchange exchange(URI address, FilterableRequestSpecification request, Response answer) {
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return new Exchange(
                request.getMethod(),
                address.getRawPath() + query,
                new Message(byName(request.getHeaders()), bytes(request.getBody())),
                answer.statusCode(),
                new Message(byName(answer.getHeaders()), answer.asByteArray()));
    }

    private static Map<String, List<String>> byName(Headers headers) {
        return headers.asList().stream()
                .map(header -> header.getName())
                .distinct()
                .collect(Collectors.toMap(name -> name, headers::getValues));
    }

    private static byte[] bytes(Object body) {
        if (body == null) {
            return new byte[0];
        }
        return body instanceof byte[] bytes ? bytes : String.valueOf(body).getBytes(StandardCharsets.UTF_8);
    }
}
