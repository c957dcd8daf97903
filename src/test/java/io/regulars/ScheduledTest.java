package io.regulars;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.scheduler.Scheduled;
import org.junit.jupiter.api.Test;

/** A start does what is needed at once; whatever is done seldom waits until the service answers. */
class ScheduledTest {
    @Test
    void whatIsDoneSeldomIsNotDoneWhileTheServiceStarts() {
        methods()
                .that()
                .areAnnotatedWith(Scheduled.class)
                .should(waitIfSeldom())
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.regulars"));
    }

    private static ArchCondition<JavaMethod> waitIfSeldom() {
        return new ArchCondition<>("have a delay if they are done each minute or more seldom") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                var scheduled = method.getAnnotationOfType(Scheduled.class);
                boolean often = scheduled.every().matches("\\d{1,2}s");
                if (!often && scheduled.delayed().isEmpty()) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " has no delay"));
                }
            }
        };
    }
}
