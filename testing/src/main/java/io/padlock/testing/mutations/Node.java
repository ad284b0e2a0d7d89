package io.padlock.testing.mutations;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * DER as a tree that can be changed anywhere and written again, rightly or wrongly. What a BIT STRING or an OCTET STRING
 * holds is part of the tree, when it is DER.
 */
public final class Node {

    /** How an element says how long it is. */
    enum Form {
        RIGHT,
        /** In more octets than it needs. */
        LONG,
        /** BER's, up to two zeros. */
        INDEFINITE,
        /** One too many. */
        OVER,
        /** One too few. */
        UNDER,
        /** Four thousand million. */
        HUGE
    }

    private static final int CONSTRUCTED = 0x20;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int DEEPEST = 100;

    int tag;
    /** A BIT STRING's first octet, when children stand behind it. */
    private byte[] prefix = {};

    byte[] value = {};
    /** Null for an element with a value. */
    List<Node> children;

    Form form = Form.RIGHT;

    private Node(int tag) {
        this.tag = tag;
    }

    static Node of(int tag, byte[] value) {
        Node node = new Node(tag);
        node.value = value;
        return node;
    }

    static Node of(int tag, Node... children) {
        Node node = new Node(tag);
        node.children = new ArrayList<>(List.of(children));
        return node;
    }

    /** @throws IllegalArgumentException when it is not one element of DER */
    public static Node read(byte[] der) {
        List<Node> nodes = read(der, 0, der.length, 0);
        if (nodes.size() != 1) {
            throw new IllegalArgumentException(nodes.size() + " elements");
        }
        return nodes.get(0);
    }

    private static List<Node> read(byte[] der, int from, int to, int depth) {
        List<Node> nodes = new ArrayList<>();
        for (int at = from; at < to; ) {
            must(to - at >= 2 && depth < DEEPEST && (der[at] & 0x1f) != 0x1f);
            Node node = new Node(der[at] & 0xff);
            int length = der[at + 1] & 0xff;
            at += 2;
            if (length >= 0x80) {
                int octets = length - 0x80;
                must(octets >= 1 && octets <= 2 && octets <= to - at);
                length = octets == 1 ? der[at] & 0xff : (der[at] & 0xff) << 8 | der[at + 1] & 0xff;
                must(length >= (octets == 1 ? 0x80 : 0x100));
                at += octets;
            }
            must(length <= to - at);
            node.fill(der, at, at + length, depth + 1);
            nodes.add(node);
            at += length;
        }
        return nodes;
    }

    private void fill(byte[] der, int from, int to, int depth) {
        value = Arrays.copyOfRange(der, from, to);
        if ((tag & CONSTRUCTED) != 0) {
            children = read(der, from, to, depth);
        } else if (tag == BIT_STRING && to - from > 2 && der[from] == 0 && der[from + 1] == 0x30) {
            prefix = new byte[1];
            fillIfDer(der, from + 1, to, depth);
        } else if (tag == OCTET_STRING && to - from > 1 && der[from] == 0x30) {
            fillIfDer(der, from, to, depth);
        }
    }

    private void fillIfDer(byte[] der, int from, int to, int depth) {
        try {
            children = read(der, from, to, depth);
        } catch (IllegalArgumentException no) {
            prefix = new byte[0];
        }
    }

    private static void must(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not DER");
        }
    }

    public Node child(int index) {
        if (children == null || index >= children.size()) {
            throw new IllegalArgumentException("no element " + index);
        }
        return children.get(index);
    }

    /** @throws IllegalArgumentException when it holds a value */
    public List<Node> children() {
        if (children == null) {
            throw new IllegalArgumentException("a value");
        }
        return List.copyOf(children);
    }

    public int tag() {
        return tag;
    }

    /** What stands behind tag and length. */
    public byte[] content() {
        if (children == null) {
            return value;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(prefix);
        children.forEach(child -> content.writeBytes(child.encoded()));
        return content.toByteArray();
    }

    public byte[] encoded() {
        byte[] content = content();
        ByteArrayOutputStream element = new ByteArrayOutputStream(content.length + 6);
        element.write(tag);
        switch (form) {
            case RIGHT -> writeLength(element, content.length);
            case OVER -> writeLength(element, content.length + 1);
            case UNDER -> writeLength(element, Math.max(0, content.length - 1));
            case LONG ->
                element.writeBytes(new byte[] {(byte) 0x83, 0, (byte) (content.length >> 8), (byte) content.length});
            case INDEFINITE -> element.write(0x80);
            case HUGE -> element.writeBytes(new byte[] {(byte) 0x84, -1, -1, -1, -1});
        }
        element.writeBytes(content);
        if (form == Form.INDEFINITE) {
            element.writeBytes(new byte[2]);
        }
        return element.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream element, int length) {
        if (length >= 0x100) {
            element.write(0x82);
            element.write(length >> 8);
        } else if (length >= 0x80) {
            element.write(0x81);
        }
        element.write(length);
    }

    /** Itself and all below it. */
    List<Node> all() {
        List<Node> all = new ArrayList<>();
        collect(all);
        return all;
    }

    private void collect(List<Node> all) {
        all.add(this);
        if (children != null) {
            children.forEach(child -> child.collect(all));
        }
    }

    Node copy() {
        Node copy = new Node(tag);
        copy.prefix = prefix;
        copy.value = value;
        copy.form = form;
        copy.children = children == null
                ? null
                : new ArrayList<>(children.stream().map(Node::copy).toList());
        return copy;
    }

    /** Becomes another. */
    void become(Node other) {
        Node copy = other.copy();
        tag = copy.tag;
        prefix = copy.prefix;
        value = copy.value;
        children = copy.children;
        form = copy.form;
    }
}
