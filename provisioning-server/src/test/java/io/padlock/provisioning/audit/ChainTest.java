package io.padlock.provisioning.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.provisioning.CannotStart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was written is found again; what was changed is found out. */
class ChainTest {

    private static final long NEVER = Long.MAX_VALUE;
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void goes_on_where_it_ended_and_is_whole() throws Exception {
        write(NEVER, "one", "two");
        write(NEVER, "three");

        assertThat(said(true)).contains("3 lines, number 1 to 3").contains("unbroken");
        assertThat(files())
                .hasSize(1)
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
    }

    @Test
    void each_line_can_be_verified_with_sha256sum_and_jq_alone() throws Exception {
        write(NEVER, "plain", "\"quotes\", back\\slash, tab\t, é, 🔒 and \u0001");
        write(NEVER, "after a restart");

        Process recipe = new ProcessBuilder(
                        "bash", "-euo", "pipefail", "-c", RecipeOfThePage.text(), "-", file().toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(recipe.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("3 lines, unbroken\n");
        assertThat(recipe.waitFor()).isZero();
    }

    @Test
    void the_recipe_finds_a_changed_letter() throws Exception {
        write(NEVER, "one", "two", "three");
        edit(lines -> lines.set(1, lines.get(1).replace("two", "TWO")));

        Process recipe = new ProcessBuilder(
                        "bash", "-euo", "pipefail", "-c", RecipeOfThePage.text(), "-", file().toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(recipe.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("line 2");
        assertThat(recipe.waitFor()).isEqualTo(1);
    }

    @Test
    void a_changed_line_is_named() throws Exception {
        write(NEVER, "one", "two", "three");
        edit(lines -> lines.set(1, lines.get(1).replace("two", "TWO")));

        assertThat(said(false)).contains(".jsonl, line 2: changed").contains("Up to there: 1 lines");
    }

    @Test
    void a_line_that_was_changed_and_given_a_hash_that_fits_breaks_the_next_one() throws Exception {
        write(NEVER, "one", "two", "three");
        edit(lines -> {
            Link first = AuditLine.read(lines.get(0).getBytes(StandardCharsets.UTF_8))
                    .orElseThrow()
                    .link();
            lines.set(1, new String(first.next(event("TWO")).bytes(), StandardCharsets.UTF_8).strip());
        });

        assertThat(said(false)).contains(".jsonl, line 3: changed").contains("follows another number 2");
    }

    @Test
    void a_missing_line_is_named() throws Exception {
        write(NEVER, "one", "two", "three", "four");
        edit(lines -> lines.remove(2));

        assertThat(said(false)).contains("line 3: missing: it is number 4, and 3 should stand here");
    }

    @Test
    void reordered_lines_are_named() throws Exception {
        write(NEVER, "one", "two", "three", "four");
        edit(lines -> Collections.swap(lines, 1, 2));

        assertThat(said(false)).contains("line 2: reordered: it is number 3, and 2 comes after it");
    }

    @Test
    void a_line_that_stands_twice_is_named() throws Exception {
        write(NEVER, "one", "two");
        edit(lines -> lines.add(lines.get(0)));

        assertThat(said(false)).contains("line 3: reordered: it is number 1, and 3 should stand here");
    }

    @Test
    void a_torn_line_is_named_and_moved_aside_at_the_next_start() throws Exception {
        write(NEVER, "one", "two");
        Files.writeString(file(), "{\"seq\":3,\"time\":\"20", StandardOpenOption.APPEND);
        assertThat(said(false)).contains("line 3: torn");

        try (ChainWriter writer = ChainWriter.open(folder, "test", NEVER)) {
            assertThat(writer.healed())
                    .hasValueSatisfying(what -> assertThat(what).containsEntry("bytes", "19"));
            assertThat(folder.resolve(writer.healed().orElseThrow().get("movedTo")))
                    .hasContent("{\"seq\":3,\"time\":\"20");
            writer.append(List.of(event("three")));
        }

        assertThat(said(true)).contains("number 1 to 3");
    }

    @Test
    void blocks_of_zeros_after_a_power_failure_are_moved_aside_too() throws Exception {
        write(NEVER, "one", "two");
        Files.write(file(), ("\0\0\0\0,\"x\":1}\n\0\0").getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);

        write(NEVER, "three");

        assertThat(said(true)).contains("number 1 to 3");
    }

    @Test
    void a_last_line_that_somebody_changed_is_not_built_upon() throws Exception {
        write(NEVER, "one", "two");
        edit(lines -> lines.set(1, lines.get(1).replace("two", "TWO")));

        assertThatThrownBy(() -> ChainWriter.open(folder, "test", NEVER))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("somebody changed it");
    }

    @Test
    void a_file_that_is_long_enough_is_followed_by_another_and_the_chain_goes_on() throws Exception {
        write(1, "one");
        write(1, "two", "three");
        write(1, "four");

        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "audit-test-000000000001.jsonl",
                        "audit-test-000000000002.jsonl",
                        "audit-test-000000000004.jsonl");
        assertThat(said(true)).contains("in 3 files").contains("number 1 to 4");
    }

    @Test
    void a_file_that_was_begun_and_never_written_is_gone_on_with() throws Exception {
        write(1, "one");
        Files.createFile(ChainFiles.name(folder, "test", 2));

        write(1, "two");

        assertThat(said(true)).contains("number 1 to 2");
    }

    @Test
    void files_of_a_chain_that_were_carried_away_are_told_of_and_a_gap_between_them_is_a_fault() throws Exception {
        write(1, "one");
        write(1, "two");
        write(1, "three");

        Files.delete(files().get(0));
        assertThat(said(true)).contains("what came before is not among these files");

        write(1, "four");
        Files.delete(files().get(1));
        assertThat(said(false)).contains("missing: it is number 4, and 3 should stand here");
    }

    @Test
    void two_at_once_are_one_too_many() throws Exception {
        try (ChainWriter writer = ChainWriter.open(folder, "test", NEVER)) {
            assertThat(writer.healed()).isEmpty();
            assertThatThrownBy(() -> ChainWriter.open(folder, "test", NEVER))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("Another process is writing the audit in " + folder)
                    .hasMessageContaining("padlock.audit.folder");
        }
        write(NEVER, "after it");
    }

    @Test
    void no_audit_at_all_is_not_a_whole_one() {
        assertThat(said(false)).contains("There is no audit");
    }

    private void write(long fileSize, String... names) throws IOException {
        try (ChainWriter writer = ChainWriter.open(folder, "test", fileSize)) {
            List<AuditEvent> events = new ArrayList<>();
            for (String name : names) {
                events.add(event(name));
            }
            writer.append(events);
        }
    }

    private static AuditEvent event(String name) {
        return new AuditEvent(NOON, name, () -> Map.of("what", name));
    }

    private List<Path> files() throws IOException {
        return ChainFiles.in(folder);
    }

    private Path file() throws IOException {
        return files().get(0);
    }

    private interface Edit {
        void of(List<String> lines);
    }

    private void edit(Edit edit) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        edit.of(lines);
        Files.write(file(), lines);
    }

    private String said(boolean whole) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(new Verify(new PrintWriter(out, true, StandardCharsets.UTF_8)).verify(List.of(folder)))
                .as(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(whole);
        return out.toString(StandardCharsets.UTF_8);
    }
}
