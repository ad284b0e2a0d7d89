package io.padlock.testing.mutations;

import io.padlock.testing.hostility.Dice;
import io.padlock.testing.mutations.Node.Form;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** What can be done to one element of a tree of DER. The tree may be changed; another good tree lends its parts. */
enum DerKind {
    TAG {
        @Override
        void change(Node at, Node other, Dice dice) {
            at.tag = dice.pick(at.tag ^ 0x20, at.tag ^ 0x80, at.tag ^ 0x40, 0x30, 0x31, 0x02, 0x03, 0x04, 0x1f, 0, 255);
        }
    },
    LENGTH {
        @Override
        void change(Node at, Node other, Dice dice) {
            at.form = dice.pick(Form.LONG, Form.OVER, Form.UNDER, Form.HUGE);
        }
    },
    INDEFINITE {
        @Override
        void change(Node at, Node other, Dice dice) {
            at.form = Form.INDEFINITE;
        }
    },
    NESTED {
        @Override
        void change(Node at, Node other, Dice dice) {
            int tag = dice.pick(0x30, 0x31, 0xa0, 0x24, 0x23);
            Node nested = at.copy();
            for (int deep = dice.pick(1, 1, 2, 40, 1000); deep > 0; deep--) {
                nested = Node.of(tag, nested);
            }
            // Written at once: a tree so deep is too much for who walks it.
            byte[] der = deep(nested);
            at.become(Node.of(der.length > 0 ? tag : 0x05, der));
        }
    },
    DUPLICATED {
        @Override
        void change(Node at, Node other, Dice dice) {
            Node holder = holder(at, dice);
            if (holder.children.isEmpty()) {
                holder.children.add(Node.of(0x05, new byte[0]));
            }
            Node twice = dice.pick(holder.children);
            for (int times = dice.pick(1, 1, 1, 2, 50); times > 0; times--) {
                holder.children.add(dice.below(holder.children.size() + 1), twice.copy());
            }
        }
    },
    REMOVED {
        @Override
        void change(Node at, Node other, Dice dice) {
            Node holder = holder(at, dice);
            if (!holder.children.isEmpty()) {
                holder.children.remove(dice.below(holder.children.size()));
            }
        }
    },
    SWAPPED {
        @Override
        void change(Node at, Node other, Dice dice) {
            Node holder = holder(at, dice);
            if (holder.children.size() > 1) {
                int one = dice.below(holder.children.size());
                Collections.swap(holder.children, one, (one + 1) % holder.children.size());
            }
        }
    },
    OTHERS {
        @Override
        void change(Node at, Node other, Dice dice) {
            List<Node> alike =
                    other.all().stream().filter(node -> node.tag == at.tag).toList();
            at.become(dice.pick(alike.isEmpty() ? other.all() : alike));
        }
    },
    OBJECT_IDENTIFIER {
        @Override
        void change(Node at, Node other, Dice dice) {
            List<Node> all = at.all().stream().filter(node -> node.tag == 0x06).toList();
            Node oid = all.isEmpty() ? at : dice.pick(all);
            oid.tag = 0x06;
            oid.children = null;
            oid.value = dice.pick(OIDS);
        }
    },
    NUMBER {
        @Override
        void change(Node at, Node other, Dice dice) {
            List<Node> all = at.all().stream().filter(node -> node.tag == 0x02).toList();
            Node number = all.isEmpty() ? at : dice.pick(all);
            number.tag = 0x02;
            number.children = null;
            BigInteger was = number.value.length == 0 ? BigInteger.ZERO : new BigInteger(number.value);
            number.value = dice.pick(
                    new byte[0],
                    new byte[1],
                    new byte[] {1},
                    new byte[] {-1},
                    was.negate().toByteArray(),
                    was.add(BigInteger.ONE).toByteArray(),
                    was.shiftLeft(1).toByteArray(),
                    was.shiftLeft(8 * dice.between(1, 300)).toByteArray(),
                    concat(new byte[1], number.value),
                    Arrays.copyOf(number.value, Math.max(0, number.value.length - 1)));
        }
    },
    CONTENT {
        @Override
        void change(Node at, Node other, Dice dice) {
            byte[] was = at.content();
            at.children = null;
            at.value = dice.pick(
                    new byte[0],
                    dice.bytes(dice.between(1, 80)),
                    Arrays.copyOf(was, was.length + 1),
                    Arrays.copyOf(was, was.length / 2),
                    concat(new byte[1], was),
                    concat(was, was),
                    new byte[was.length]);
        }
    },
    BITS {
        @Override
        void change(Node at, Node other, Dice dice) {
            List<Node> all = at.all().stream()
                    .filter(node -> node.children == null && node.value.length > 0)
                    .toList();
            Node leaf = all.isEmpty() ? at : dice.pick(all);
            leaf.value = leaf.content().clone();
            leaf.children = null;
            for (int flips = dice.pick(1, 1, 1, 2, 8); flips > 0 && leaf.value.length > 0; flips--) {
                leaf.value[dice.below(leaf.value.length)] ^= (byte) (1 << dice.below(8));
            }
        }
    };

    /** Keys, curves, signatures, attributes and extensions: what stands in good requests, and what must not. */
    private static final byte[][] OIDS = oids(
            "2a8648ce3d0201",
            "2a8648ce3d030107",
            "2b81040022",
            "2b81040023",
            "2b8104000a",
            "2b81040021",
            "2a8648ce3d040302",
            "2a8648ce3d040303",
            "2a8648ce3d040304",
            "2a8648ce3d0401",
            "2a864886f70d010101",
            "2a864886f70d01010b",
            "2a864886f70d01010c",
            "2a864886f70d01010d",
            "2a864886f70d010105",
            "2a864886f70d010104",
            "2a864886f70d01010a",
            "2b6570",
            "2b6571",
            "2b656e",
            "2a8648ce380401",
            "2a864886f70d01090e",
            "2a864886f70d010907",
            "551d11",
            "551d13",
            "551d0f",
            "550403",
            "",
            "80",
            "ff");

    /** Changes something at this element or below it. */
    abstract void change(Node at, Node other, Dice dice);

    private static Node holder(Node at, Dice dice) {
        List<Node> holders =
                at.all().stream().filter(node -> node.children != null).toList();
        if (!holders.isEmpty()) {
            return dice.pick(holders);
        }
        byte[] value = at.value;
        at.children = new ArrayList<>(List.of(Node.of(0x04, value)));
        return at;
    }

    private static byte[] deep(Node nested) {
        // From the inside, because writing goes down by one call for each level otherwise.
        List<Node> path = new ArrayList<>();
        Node at = nested;
        while (at.children != null && at.children.size() == 1 && path.size() < 1000) {
            path.add(at);
            at = at.children.get(0);
        }
        byte[] der = at.encoded();
        for (int i = path.size() - 1; i > 0; i--) {
            der = Node.of(path.get(i).tag, der).encoded();
        }
        return der;
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[][] oids(String... hex) {
        return Arrays.stream(hex).map(HexFormat.of()::parseHex).toArray(byte[][]::new);
    }
}
