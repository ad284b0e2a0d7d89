package io.padlock.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Command;
import io.padlock.testing.PreparedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Images of others that the overlay for trials and the compose file name, and no registry is asked for: made of this machine's own programs and the
 * PostgreSQL of the tests, under the same names, taking the same variables and arguments as far as they are given.
 */
final class StandIns {

    static final String POSTGRES = "docker.io/library/postgres:18";
    static final String CURL = "docker.io/curlimages/curl:8.17.0";

    /** As the entry point of the real one: a database and its user at the first start. */
    private static final String POSTGRES_ENTRY = """
            #!/bin/sh
            set -eu
            export PATH=/postgres/bin:/bin PGDATA="${PGDATA:-/var/lib/postgresql/18/docker}"
            if [ ! -s "$PGDATA/PG_VERSION" ]; then
                mkdir -p "$PGDATA"
                printf %s "$POSTGRES_PASSWORD" >/tmp/password
                initdb -D "$PGDATA" -U "$POSTGRES_USER" --pwfile=/tmp/password --auth-host=scram-sha-256 --auth-local=trust -E UTF8 --locale=C --no-sync
                echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
                echo "create database $POSTGRES_DB" | postgres --single -D "$PGDATA" postgres
            fi
            exec postgres -D "$PGDATA" -c 'listen_addresses=*' -c unix_socket_directories=/var/run/postgresql
            """;

    /** What a program is linked to comes along, to where it looks for it. */
    private static final String WITH_LIBRARIES = """
            set -eu
            cd "$1"
            shift
            for program; do ldd "$program" | sed -n 's|.* \\(/[^ ]*\\) (0x.*|\\1|p; s|^\\s*\\(/[^ ]*\\) (0x.*|\\1|p'; done | sort -u |
                while read -r library; do
                    case $library in "$PWD"/*) continue ;; esac
                    mkdir -p ".$(dirname "$library")"
                    cp -L "$library" ".$library"
                done
            printf 'root:x:0:0:::\\npostgres:x:999:999:::\\n' >etc/passwd
            printf 'hosts: files dns\\n' >etc/nsswitch.conf
            """;

    private StandIns() {}

    static void postgres(Room room, Path work) throws Exception {
        Path root = Files.createDirectories(work.resolve("postgres"));
        skeleton(root);
        Path programs = PreparedPostgres.programs();
        run("cp", "-a", programs.toString(), root.resolve("postgres").toString());
        Files.writeString(root.resolve("entry"), POSTGRES_ENTRY);
        run("chmod", "755", root.resolve("entry").toString());
        for (String program : List.of("sh", "mkdir", "cat", "chmod")) {
            run("sh", "-c", "cp -L \"$(command -v " + program + ")\" " + root.resolve("bin"));
        }
        // Asked by compose whether it is well; of this machine's own PostgreSQL.
        run("sh", "-c", "cp -L $(ls -d /usr/lib/postgresql/*/bin/pg_isready | tail -n 1) " + root.resolve("bin"));
        run(
                "sh",
                "-c",
                WITH_LIBRARIES,
                "sh",
                root.toString(),
                "/bin/sh",
                "/bin/mkdir",
                root.resolve("bin/pg_isready").toString(),
                root.resolve("postgres/bin/postgres").toString(),
                root.resolve("postgres/bin/initdb").toString());
        // As in the real one: a volume that is mounted there is given to its user.
        run("chown", "-R", "999:999", root.resolve("var").toString());
        load(room, work, root, POSTGRES, "ENTRYPOINT [\"/entry\"]", "USER 999:999");
    }

    static void curl(Room room, Path work) throws Exception {
        Path root = Files.createDirectories(work.resolve("image-of-curl"));
        skeleton(root);
        run("sh", "-c", "cp -L \"$(command -v curl)\" " + root.resolve("bin"));
        run(
                "sh",
                "-c",
                WITH_LIBRARIES,
                "sh",
                root.toString(),
                root.resolve("bin/curl").toString());
        load(room, work, root, CURL, "ENV PATH=/bin");
    }

    private static void skeleton(Path root) throws Exception {
        for (String folder : List.of("bin", "etc", "tmp", "var/run/postgresql", "var/lib/postgresql")) {
            Files.createDirectories(root.resolve(folder));
        }
        run("chmod", "1777", root.resolve("tmp").toString());
    }

    private static void load(Room room, Path work, Path root, String name, String... changes) throws Exception {
        run("tar", "-C", root.toString(), "-cf", work.resolve("tmp/standin.tar").toString(), ".");
        List<String> words = new ArrayList<>(List.of("import", "--quiet"));
        for (String change : changes) {
            words.addAll(List.of("--change", change));
        }
        words.addAll(List.of("/tmp/standin.tar", name));
        room.podman(words.toArray(String[]::new));
    }

    private static void run(String... words) throws Exception {
        Command command = Command.run(words);
        assertThat(command.status())
                .as(String.join(" ", words) + "\n" + command.output())
                .isZero();
    }
}
