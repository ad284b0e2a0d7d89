package measure;

/** Nothing can be measured; the message is for the person who tried. */
public final class EndedEarly extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EndedEarly(String message) {
        super(message);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
