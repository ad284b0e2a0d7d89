package io.padlock.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A Debian with nothing in it, in a folder: what runs there sees no file of this machine's, but has its network. Fetched once, and
 * kept in {@code ~/.cache/padlock}.
 */
final class CleanDebian {

    private static final String RELEASE = "bookworm";
    private static final String IS_NEW = " is new: ";

    /** Mounts that nobody else sees, and that are gone with the process. */
    private static final String INSIDE = """
            set -e
            mount --bind "$0" "$0"
            mount --rbind /proc "$0/proc"
            mount --rbind /dev "$0/dev"
            %sexec chroot "$0" "$@"
            """;

    /** As systemd does it by TemporaryFileSystem= and BindReadOnlyPaths=. */
    private static final String ONE_HOME = """
            mount --bind "$0/home/pi" "$0/mnt"
            mount -t tmpfs -o mode=755 tmpfs "$0/home"
            mkdir "$0/home/pi"
            mount --move "$0/mnt" "$0/home/pi"
            mount -o remount,bind,ro "$0/home/pi"
            mount -o remount,ro "$0/home"
            """;

    private final Path root;
    private final Optional<OwnNetwork> network;

    private CleanDebian(Path root, Optional<OwnNetwork> network) {
        this.root = root;
        this.network = network;
    }

    /** @param packages beside those without which there is no Debian */
    static CleanDebian in(Path folder, String packages) throws Exception {
        String[] users =
                Files.readAllLines(Path.of("/proc/self/uid_map")).get(0).strip().split("\\s+");
        assertThat(Long.parseLong(users[2]))
                .as(
                        "how many users this may make files of: installing a package takes root itself, `unshare -r` is not enough")
                .isGreaterThan(1000);
        Path kept = kept(packages);
        Files.createDirectories(folder);
        succeed(Command.run("tar", "--numeric-owner", "-xpf", kept.toString(), "-C", folder.toString()));
        return new CleanDebian(folder, Optional.empty());
    }

    /** The same, and what runs in it sees that network and no other. */
    CleanDebian inside(OwnNetwork other) {
        return new CleanDebian(root, Optional.of(other));
    }

    private static Path kept(String packages) throws Exception {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "padlock");
        Path kept = cache.resolve("debian-" + RELEASE + "-" + packages.replace(',', '-') + ".tar");
        if (Files.notExists(kept)) {
            Files.createDirectories(cache);
            Path unfinished = Files.createTempFile(cache, "unfinished-", ".tar");
            succeed(Command.run(
                    "mmdebstrap",
                    "--quiet",
                    "--variant=essential",
                    "--dpkgopt=force-unsafe-io",
                    "--include=" + packages,
                    RELEASE,
                    unfinished.toString()));
            Files.move(unfinished, kept, StandardCopyOption.ATOMIC_MOVE);
        }
        return kept;
    }

    Path file(String name) {
        return root.resolve(name.substring(1));
    }

    /** As root. */
    Command run(String... words) throws Exception {
        return Command.run(inside("", Map.of(), List.of(words)).toArray(String[]::new));
    }

    Command mustRun(String... words) throws Exception {
        return succeed(run(words));
    }

    /** With this environment and no other. */
    Process start(Map<String, String> environment, Path log, List<String> words) throws IOException {
        return Command.start(Map.of(), log, inside("", environment, words));
    }

    /** The same, and of all homes it sees that of pi, read-only. */
    Process startSeeingOneHome(Map<String, String> environment, Path log, List<String> words) throws IOException {
        return Command.start(Map.of(), log, inside(ONE_HOME, environment, words));
    }

    private List<String> inside(String mounts, Map<String, String> environment, List<String> words) {
        List<String> all = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--propagation=private",
                "sh",
                "-c",
                INSIDE.formatted(mounts),
                root.toString(),
                "/usr/bin/env",
                "-i",
                "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                "DEBIAN_FRONTEND=noninteractive"));
        environment.forEach((name, value) -> all.add(name + "=" + value));
        all.addAll(words);
        return network.map(there -> there.words(all)).orElse(all);
    }

    /** Every file with its owner, mode, content and, for a link, where it leads; without what dpkg, apt and nginx write, and what lives in memory. */
    SortedMap<String, String> files() throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                String name = "/" + root.relativize(path);
                if (!name.matches(
                        "/(proc|dev|sys|tmp|run|var/log|var/cache/(ldconfig|apt)|var/lib/(dpkg|apt|nginx))(/.*)?|/etc/(passwd|shadow|group|gshadow|subuid|subgid)-")) {
                    files.put(name, toldWithContent(path));
                }
            }
        }
        return files;
    }

    /** What is not as it was then, a line each. */
    List<String> changesSince(SortedMap<String, String> before) throws IOException {
        SortedMap<String, String> now = files();
        List<String> changes = new ArrayList<>();
        before.forEach((name, was) -> {
            if (!was.equals(now.get(name))) {
                changes.add(name + " was " + was + " and is " + now.get(name));
            }
        });
        now.forEach((name, is) -> {
            if (!before.containsKey(name)) {
                changes.add(name + IS_NEW + is);
            }
        });
        return changes;
    }

    /** Of what was there then. */
    Set<String> changedSince(SortedMap<String, String> before) throws IOException {
        return changesSince(before).stream()
                .filter(change -> !change.contains(IS_NEW))
                .map(change -> change.substring(0, change.indexOf(' ')))
                .collect(Collectors.toSet());
    }

    /** Faster, and by what does not follow links: some of them lead out of the folder. */
    void forget() throws Exception {
        succeed(Command.run("rm", "-rf", "--one-file-system", root.toString()));
    }

    String told(String name) throws IOException {
        return told(file(name));
    }

    private static String toldWithContent(Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return told(path);
        }
        CRC32 content = new CRC32();
        content.update(Files.readAllBytes(path));
        return told(path) + ", " + Files.size(path) + " bytes " + Long.toHexString(content.getValue());
    }

    private static String told(Path path) throws IOException {
        Map<String, Object> facts =
                Files.readAttributes(path, "unix:uid,gid,mode,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
        return Integer.toOctalString((Integer) facts.get("mode") & 07777) + " " + facts.get("uid") + ":"
                + facts.get("gid")
                + ((Boolean) facts.get("isSymbolicLink") ? " -> " + Files.readSymbolicLink(path) : "");
    }

    private static Command succeed(Command command) {
        assertThat(command.status()).as(command.output()).isZero();
        return command;
    }
}
