package dev.sluice.testing;

import java.lang.reflect.Method;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/**
 * Gives a test method the {@link TestPipeline} it asks for by a parameter, and runs the method inside that pipeline's
 * JUnit 4 rule: a pipeline that was built and never run fails the test, and so does a step or a {@code PAssert} that was
 * applied after the run. A test method that asks for none is left alone.
 *
 * <p>One pipeline for each test method; tests may run side by side.
 */
public final class TestPipelineExtension implements ParameterResolver, InvocationInterceptor {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(TestPipelineExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == TestPipeline.class
                && parameter
                        .getDeclaringExecutable()
                        .equals(test.getTestMethod().orElse(null));
    }

    @Override
    public TestPipeline resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        TestPipeline.class,
                        type -> TestPipeline.create().enableAbandonedNodeEnforcement(true),
                        TestPipeline.class);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> method, ReflectiveInvocationContext<Method> context, ExtensionContext test)
            throws Throwable {
        invoke(method, test);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> method, ReflectiveInvocationContext<Method> context, ExtensionContext test)
            throws Throwable {
        invoke(method, test);
    }

    private static void invoke(Invocation<Void> method, ExtensionContext test) throws Throwable {
        TestPipeline pipeline = test.getStore(NAMESPACE).get(TestPipeline.class, TestPipeline.class);
        if (pipeline == null) {
            method.proceed();
            return;
        }
        Statement statement = new Statement() {
            @Override
            public void evaluate() throws Throwable {
                method.proceed();
            }
        };
        Description description = Description.createTestDescription(
                test.getRequiredTestClass(), test.getRequiredTestMethod().getName());
        pipeline.apply(statement, description).evaluate();
    }
}
