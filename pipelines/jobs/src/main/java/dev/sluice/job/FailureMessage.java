package dev.sluice.job;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a user is told of an exception: one sentence. The log has the rest. */
public final class FailureMessage {

    /** Exceptions from here say that something failed; what failed is said by their cause. */
    private static final List<String> WRAPPERS = List.of(
            "org.apache.beam.",
            "org.apache.flink.",
            "java.util.concurrent.ExecutionException",
            "java.util.concurrent.CompletionException");

    private FailureMessage() {}

    /** The message of the outermost exception that is not merely a runner's wrapper around another one. */
    public static String of(Throwable failure) {
        List<Throwable> chain = chain(failure);
        for (Throwable t : chain) {
            if (!isWrapper(t) && hasMessage(t)) {
                return t instanceof IOException e ? of(e) : String.valueOf(t.getMessage());
            }
        }
        Collections.reverse(chain);
        return chain.stream()
                .filter(FailureMessage::hasMessage)
                .findFirst()
                .map(t -> String.valueOf(t.getMessage()))
                .orElseGet(() -> chain.get(0).toString());
    }

    /** What a user understands of a complaint about a file. */
    public static String of(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof AccessDeniedException denied) {
            return "permission denied: " + denied.getFile();
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file, expected a directory";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getFile() + ": " + f.getReason().toLowerCase(Locale.ROOT);
        }
        if (e instanceof CharacterCodingException) {
            return "it is no UTF-8 text";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    private static boolean isWrapper(Throwable t) {
        Throwable cause = t.getCause();
        return cause != null
                && (t.getClass() == RuntimeException.class
                        || WRAPPERS.stream().anyMatch(t.getClass().getName()::startsWith)
                        || cause.toString().equals(t.getMessage()));
    }

    private static boolean hasMessage(Throwable t) {
        return t.getMessage() != null && !t.getMessage().isBlank();
    }
}
