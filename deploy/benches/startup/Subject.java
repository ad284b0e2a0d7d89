package startup;

enum Subject {
    FLOOR("floor: a JVM with one page"),
    CLIENT("box's client, jvm.options"),
    CLIENT_DEFAULTS("box's client, JVM's defaults"),
    BOX("box with its first certificate, jvm.options"),
    BOX_DEFAULTS("box with its first certificate, JVM's defaults"),
    SERVER_FIRST("server, first start"),
    SERVER_AGAIN("server, second start"),
    SERVER_GIVEN("server on a given PostgreSQL");

    final String title;

    Subject(String title) {
        this.title = title;
    }
}
