package io.regulars;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.DatabaseFailure;
import jakarta.persistence.Entity;
import jakarta.transaction.Transactional;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.channels.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may use whom: packages are features, a package's root is its face, and nobody imports backwards. */
class ArchitectureTest {
    /** What each feature may use beside itself; {@code docs/architecture.md} draws it. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("platform", Set.of()),
            Map.entry("access", Set.of("platform", "arbiter")),
            Map.entry("clients", Set.of("platform", "access")),
            Map.entry("outbox", Set.of("platform", "access", "clients")),
            Map.entry("bookings", Set.of("platform", "access", "clients", "facts")),
            Map.entry("activity", Set.of("platform", "access", "clients", "facts")),
            Map.entry("arbiter", Set.of()),
            Map.entry("facts", Set.of("platform")),
            Map.entry("rules", Set.of("platform", "facts")),
            Map.entry("segments", Set.of("platform", "access", "clients", "rules")),
            Map.entry("campaigns", Set.of("platform", "access", "arbiter", "clients", "facts", "rules")),
            Map.entry("templates", Set.of("platform", "access", "rules")),
            Map.entry(
                    "delivery",
                    Set.of(
                            "platform",
                            "access",
                            "arbiter",
                            "facts",
                            "clients",
                            "activity",
                            "campaigns",
                            "contacts",
                            "offers",
                            "templates",
                            "outbox",
                            "running",
                            "ranking",
                            "evaluation")),
            Map.entry("contacts", Set.of("platform", "access", "facts", "clients", "activity", "campaigns", "outbox")),
            Map.entry("offers", Set.of("platform", "access", "clients", "campaigns")),
            Map.entry(
                    "broadcasts",
                    Set.of(
                            "platform",
                            "access",
                            "facts",
                            "rules",
                            "campaigns",
                            "outbox",
                            "jobs",
                            "running",
                            "evaluation",
                            "live",
                            "preview")),
            Map.entry("console", Set.of()),
            Map.entry("jobs", Set.of("platform", "access", "rules")),
            Map.entry("running", Set.of("platform", "access", "rules", "segments", "campaigns", "templates")),
            Map.entry("ranking", Set.of("platform", "access", "facts", "rules", "running")),
            Map.entry(
                    "evaluation",
                    Set.of("platform", "access", "facts", "rules", "segments", "campaigns", "running", "ranking")),
            Map.entry(
                    "live",
                    Set.of(
                            "platform",
                            "access",
                            "facts",
                            "rules",
                            "clients",
                            "segments",
                            "campaigns",
                            "delivery",
                            "outbox",
                            "jobs",
                            "running",
                            "ranking",
                            "evaluation")),
            Map.entry(
                    "preview",
                    Set.of(
                            "platform",
                            "access",
                            "facts",
                            "rules",
                            "clients",
                            "arbiter",
                            "campaigns",
                            "delivery",
                            "jobs",
                            "ranking",
                            "evaluation")),
            Map.entry(
                    "timeline",
                    Set.of(
                            "platform",
                            "access",
                            "facts",
                            "rules",
                            "clients",
                            "segments",
                            "jobs",
                            "running",
                            "ranking",
                            "evaluation")),
            Map.entry(
                    "simulation",
                    Set.of(
                            "platform",
                            "access",
                            "facts",
                            "rules",
                            "segments",
                            "campaigns",
                            "running",
                            "ranking",
                            "evaluation")),
            Map.entry(
                    "consistency",
                    Set.of(
                            "platform",
                            "access",
                            "clients",
                            "facts",
                            "rules",
                            "segments",
                            "jobs",
                            "running",
                            "ranking",
                            "evaluation")),
            Map.entry(
                    "intake",
                    Set.of(
                            "platform",
                            "access",
                            "facts",
                            "clients",
                            "bookings",
                            "activity",
                            "contacts",
                            "offers",
                            "evaluation",
                            "live")),
            Map.entry(
                    "imports",
                    Set.of(
                            "jobs",
                            "platform",
                            "access",
                            "facts",
                            "clients",
                            "bookings",
                            "activity",
                            "offers",
                            "running",
                            "ranking",
                            "evaluation",
                            "live")),
            Map.entry(
                    "releases",
                    Set.of(
                            "platform",
                            "access",
                            "facts",
                            "rules",
                            "segments",
                            "arbiter",
                            "campaigns",
                            "offers",
                            "outbox",
                            "templates",
                            "jobs",
                            "running",
                            "evaluation",
                            "live",
                            "preview",
                            "simulation")));

    /** Packages below a feature's root that others may use as its face too: data that it takes and gives. */
    private static final Set<String> SHOWN = Set.of(
            "io.regulars.access.businesses",
            "io.regulars.campaigns.file",
            "io.regulars.campaigns.ledger",
            "io.regulars.campaigns.play",
            "io.regulars.evaluation.load",
            "io.regulars.evaluation.ranks",
            "io.regulars.facts.history",
            "io.regulars.facts.past",
            "io.regulars.facts.values",
            "io.regulars.facts.vocabulary",
            "io.regulars.outbox.sending",
            "io.regulars.platform.database",
            "io.regulars.platform.json",
            "io.regulars.platform.problem",
            "io.regulars.platform.rest",
            "io.regulars.platform.text",
            "io.regulars.platform.tracing",
            "io.regulars.ranking.past",
            "io.regulars.ranking.spends",
            "io.regulars.rules.model");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.regulars");

    @Test
    void everyFeatureUsesOnlyWhatLiesBelowIt() {
        var broken = new TreeSet<String>();
        for (JavaClass user : CLASSES) {
            Set<String> allowed = MAY_USE.get(feature(user));
            user.getDirectDependenciesFromSelf().forEach(dependency -> {
                JavaClass used = dependency.getTargetClass();
                boolean own = feature(used).isEmpty() || feature(used).equals(feature(user));
                if (allowed != null && !own && !allowed.contains(feature(used))) {
                    broken.add(dependency.getDescription());
                }
            });
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPackageIsAFeatureOfTheList() {
        Set<String> features = CLASSES.stream()
                .map(ArchitectureTest::feature)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        assertThat(features).isEqualTo(MAY_USE.keySet());
    }

    @Test
    void noPackageUsesItselfThroughOthers() {
        slices().matching("io.regulars.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void whatLiesBelowAPackagesFaceIsItsOwn() {
        var broken = new TreeSet<String>();
        for (JavaClass user : CLASSES) {
            user.getDirectDependenciesFromSelf().forEach(dependency -> {
                JavaClass used = dependency.getTargetClass();
                boolean hidden = used.getPackageName().matches("io\\.regulars\\.[a-z]+\\..+")
                        && !SHOWN.contains(used.getPackageName());
                boolean start = feature(user).isEmpty(); // the main class starts the embedded database
                if (hidden && !start && !feature(used).equals(feature(user))) {
                    broken.add(dependency.getDescription());
                }
            });
        }
        assertThat(broken).isEmpty();
    }

    /** Firing past salience, another's rules in a session, and facts that change: what Drools would do wrongly in silence. */
    @Test
    void droolsIsRunInOnePlaceWithItsGlobalSetAndFactsThatNeverChange() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.regulars.rules.engine.SessionRunner")
                .should()
                .callMethodWhere(call("newKieSession", "newStatelessKieSession", "fireAllRules", "fireUntilHalt"))
                .check(CLASSES);
        noClasses()
                .should()
                .callMethodWhere(
                        call("update", "updateToVersion", "modify", "reactOn", "watch", "newStatelessKieSession"))
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(".*(DirectFiring|ThreadSafeOption|KieContainer|KieScanner).*")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaMethodCall> call(String... names) {
        return DescribedPredicate.describe(
                "a call of Drools' " + String.join(", ", names),
                call -> Set.of(names).contains(call.getTarget().getName())
                        && (call.getTargetOwner().getPackageName().startsWith("org.drools")
                                || call.getTargetOwner().getPackageName().startsWith("org.kie")));
    }

    @Test
    void onlyTheEngineKnowsDroolsRuntimeAndOnlyTheFrontEndItsParsers() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.regulars.rules.engine..", "io.regulars.rules.drl..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.drools..", "org.kie..", "com.github.javaparser..", "org.antlr..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.regulars.rules.drl..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.drools.model..", "org.drools.modelcompiler..", "org.kie.api.runtime..")
                .check(CLASSES);
    }

    @Test
    void factsRulesAndTheirTreeKnowNoFrameworkAndNoDatabase() {
        noClasses()
                .that()
                .resideInAnyPackage("io.regulars.facts..", "io.regulars.rules..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io.quarkus..", "java.sql..", "javax.sql..")
                .check(CLASSES);
    }

    /** The transaction manager takes a commit for rolled back of which nobody heard, so what clients do stays clear of it. */
    @Test
    void onlyTheAdministrationUsesHibernateAndTheTransactionManager() {
        var frameworks = resideInAnyPackage(
                "jakarta.persistence..",
                "jakarta.transaction..",
                "org.hibernate..",
                "io.quarkus.hibernate..",
                "io.quarkus.narayana..");
        noClasses()
                .that(describe("are not of the administration", type -> !isOfTheAdministration(type)))
                .should()
                .dependOnClassesThat(frameworks.or(type(Administration.class)))
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat(type(Transactional.class))
                .because("a commit that broke is told by Administration only")
                .check(CLASSES);
    }

    /** Features whose requests are few, entities, those who keep jobs, and what the transactions themselves are. */
    private static boolean isOfTheAdministration(JavaClass type) {
        return Set.of("access", "releases", "jobs").contains(feature(type))
                || type.getPackageName().equals("io.regulars.outbox.endpoints")
                || type.isAnnotatedWith(Entity.class)
                || type.getName().matches(".*Jobs(\\$.*)?")
                || type.getName()
                        .matches(
                                "io\\.regulars\\.(delivery\\.(TestAddresses|SendTest)|offers\\.(OfferPools|VoidOffer))(\\$.*)?")
                || Set.of(Administration.class.getName(), Database.class.getName(), DatabaseFailure.class.getName())
                        .contains(type.getName());
    }

    @Test
    void aSimpleNameMeansOneThing() {
        Map<String, Long> packages = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getSimpleName, TreeMap::new, Collectors.counting()));
        packages.values().removeIf(count -> count == 1);
        assertThat(packages).as("top-level classes of one name").isEmpty();
    }

    @Test
    void nobodyReadsTheSystemClock() {
        var readers = describe(
                "the clock itself", (JavaClass type) -> !type.getSimpleName().equals("Clock"));
        for (Class<?> type : Set.of(Instant.class, LocalDate.class, LocalDateTime.class)) {
            noClasses().that(readers).should().callMethod(type, "now").check(CLASSES);
        }
        noClasses()
                .that(readers)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    /** A constant is made when a native binary is built: what it draws or opens then would be so for ever, or refused. */
    @Test
    void noConstantKeepsWhatBelongsToOneStart() {
        fields().that()
                .areStatic()
                .should()
                .notHaveRawType(describe(
                        "of one start",
                        type -> Stream.of(
                                        Random.class,
                                        Thread.class,
                                        ExecutorService.class,
                                        HttpClient.class,
                                        Process.class,
                                        Channel.class,
                                        InetAddress.class)
                                .anyMatch(type::isAssignableTo)))
                .check(CLASSES);
    }

    @Test
    void nullIsMarkedInEveryPackage() {
        classes()
                .that(resideInAPackage("io.regulars.."))
                .should()
                .beAnnotatedWith(NullMarked.class)
                .orShould(new MarkedByPackage())
                .check(CLASSES);
    }

    private static final class MarkedByPackage extends com.tngtech.archunit.lang.ArchCondition<JavaClass> {
        MarkedByPackage() {
            super("be in a package marked @NullMarked");
        }

        @Override
        public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
            boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
            events.add(new com.tngtech.archunit.lang.SimpleConditionEvent(
                    type, marked, type.getName() + " is in a package without @NullMarked"));
        }
    }

    /** {@code io.regulars.rules.engine.SessionRunner} is of {@code rules}; the main class is of none. */
    private static String feature(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith("io.regulars.")) {
            return "";
        }
        String inside = name.substring("io.regulars.".length());
        int dot = inside.indexOf('.');
        return dot < 0 ? inside : inside.substring(0, dot);
    }
}
