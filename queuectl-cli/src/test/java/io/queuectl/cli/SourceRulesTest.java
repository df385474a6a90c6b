package io.queuectl.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Habits that keep what is stored from becoming code, a path or a statement. Each rule is tried on a line that breaks it. */
class SourceRulesTest {

    private static final Path ROOT = root();

    private static final String SQL =
            "SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|SET|SHOW|PRAGMA|GRANT|LISTEN|NOTIFY|SCRIPT|BACKUP|VACUUM|BEGIN|FROM|WHERE|ORDER BY|VALUES";

    /** A text that begins like SQL, and what is put behind it. */
    private static final Pattern BEHIND =
            Pattern.compile("\"\\s*(?:" + SQL + ")\\b[^\"\\n]*\"\\s*\\+\\s*\\(?([\\w.]+)");

    /** What is put before a text with SQL in it. */
    private static final Pattern BEFORE = Pattern.compile(
            "([\\w.]+)(?:\\([^()\"]*\\))?\\s*\\+\\s*\"\\s*[^\"\\n]*\\b(?:WHERE|FROM|VALUES|ORDER BY|SELECT|SET)\\b[^\"\\n]*\"");

    private static final Pattern CONSTANT = Pattern.compile("(?:\\w+\\.)*[A-Z][A-Z0-9_]*(?:\\.formatted|\\.standard)?");

    /** Names that are constants of the code, hashes, or a schema's, which its options have checked and quoted. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "Channel.java", Set.of("name", "lock"),
            "ServerFacts.java", Set.of("name"),
            "ServerLook.java", Set.of("name"),
            "RowsSql.java", Set.of("columns"),
            "PostgresDialect.java", Set.of("channel.lock"),
            "ScratchSchema.java", Set.of("name", "key", "url.options"));

    /** Who makes paths: of what the operator says, of the database's own name, of constants, and of numbers. */
    private static final Set<String> MAKE_PATHS = Set.of(
            "Backup",
            "Copy",
            "DatabaseLocation",
            "DetachedWorker",
            "Executables",
            "Floors",
            "Gate",
            "H2Address",
            "H2Backups",
            "H2Opening",
            "HostName",
            "JobAssembly",
            "JobFiles",
            "JobSource",
            "LogSize",
            "NativeLibrary",
            "NewFile",
            "ProcFileSystem",
            "ProcStat",
            "ScratchFolder",
            "SelfCommand",
            "ShellJob",
            "SqliteBackups",
            "SqliteConnections",
            "SqliteStoreProvider",
            "Stage",
            "Surroundings",
            "TerminalProbe",
            "Terminals",
            "UninterruptedPath",
            "WorkerStart");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "io.queuectl.api",
                    "io.queuectl.core",
                    "io.queuectl.store",
                    "io.queuectl.jackson",
                    "io.queuectl.micrometer",
                    "io.queuectl.opentelemetry",
                    "io.queuectl.cli");

    @Test
    void nothingStoredBecomesAClass() {
        // Signals of the JVM are reached by two names in its own text.
        noClasses()
                .that()
                .haveNameNotMatching("io\\.queuectl\\.cli\\.frame\\.StopSignals.*")
                .should()
                .accessTargetWhere(loading())
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.script..", "javax.naming..", "java.rmi..", "java.beans..", "org.h2.server..")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaAccess<?>> loading() {
        Set<String> ways = Set.of(
                "java.lang.Class.forName",
                "java.lang.ClassLoader.loadClass",
                "java.lang.ClassLoader.defineClass",
                "java.lang.invoke.MethodHandles$Lookup.findClass",
                "java.lang.invoke.MethodHandles$Lookup.defineClass",
                "java.lang.reflect.Proxy.newProxyInstance",
                "java.io.ObjectInputStream.readObject");
        return DescribedPredicate.describe(
                "loads a class by name",
                access -> ways.contains(access.getTarget().getOwner().getName() + "."
                        + access.getTarget().getName()));
    }

    @Test
    void sqlIsMadeOfConstants() {
        List<String> made = sources("queuectl-store-")
                .flatMap(file -> composed(file.getFileName().toString(), read(file)))
                .toList();

        assertThat(made).isEmpty();
    }

    @Test
    void aStatementThatIsNotMadeOfConstantsIsSeen() {
        assertThat(composed("A.java", "q(\"SELECT a FROM job WHERE queue = '\" + queue + \"'\")"))
                .isNotEmpty();
        assertThat(composed("A.java", "q(\"UPDATE \" + table.name())")).isNotEmpty();
        assertThat(composed("A.java", "q(start + \" WHERE id = 1\")")).isNotEmpty();
        assertThat(composed("A.java", "q(\"\"\"\n  DELETE FROM job\n  WHERE id =\"\"\" + id)"))
                .isNotEmpty();
        assertThat(composed("A.java", "q(Columns.SELECT_VIEW + \" WHERE id = ?\" + LIMIT)"))
                .isEmpty();
    }

    private static Stream<String> composed(String file, String source) {
        String code = Pattern.compile("(?s)\"\"\"(.*?)\"\"\"")
                .matcher(source)
                .replaceAll(text -> Matcher.quoteReplacement(
                        "\"" + text.group(1).replace('"', '\'').replace('\n', ' ') + "\""));
        Set<String> allowed = ALLOWED.getOrDefault(file, Set.of());
        return Stream.of(BEHIND, BEFORE)
                .flatMap(pattern -> pattern.matcher(code).results())
                .filter(found -> !CONSTANT.matcher(found.group(1)).matches() && !allowed.contains(found.group(1)))
                .map(found -> file + ": " + found.group());
    }

    @Test
    void noFileIsNamedAfterData() {
        Pattern makes = Pattern.compile("\\bPath\\.of\\(|\\.resolve\\(|\\.resolveSibling\\(|new File\\(");
        Set<String> found = new TreeSet<>();
        sources("queuectl-")
                .filter(file -> !file.toString().contains("queuectl-testkit"))
                .filter(file -> makes.matcher(read(file)).find())
                .forEach(file -> found.add(file.getFileName().toString().replace(".java", "")));

        assertThat(found).isNotEmpty().as("who makes paths").isSubsetOf(MAKE_PATHS);
    }

    static Stream<Path> sources(String modules) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> ROOT.relativize(file).toString().startsWith(modules))
                    .filter(file -> file.toString().contains("/src/main/java/"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Of the repository: tests run in their module. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("queuectl-core"))
                ? here
                : here.resolve("..").normalize();
    }
}
