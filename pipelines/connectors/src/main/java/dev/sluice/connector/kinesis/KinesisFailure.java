package dev.sluice.connector.kinesis;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sts.model.StsException;

/** What is told about an exception of the SDK, and whether it will pass. */
final class KinesisFailure {

    /** What the service answers where the record was fine, and its own state was not. */
    private static final Set<String> PASSING = Set.of(
            "ProvisionedThroughputExceededException",
            "LimitExceededException",
            "KMSThrottlingException",
            "InternalFailure",
            "InternalFailureException",
            "ServiceUnavailable");

    private static final Set<String> CREDENTIALS = Set.of(
            "AccessDeniedException",
            "AccessDenied",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "IncompleteSignatureException",
            "MissingAuthenticationTokenException",
            "ExpiredTokenException",
            "ExpiredToken",
            "OptInRequired");

    private KinesisFailure() {}

    /** One sentence: where, and why. */
    static IOException told(KinesisAddress address, SdkException e) {
        return new IOException(sentence(address, e), e);
    }

    /** One sentence: what was being done, where, and why it failed. */
    static IOException told(String doing, KinesisAddress address, SdkException e) {
        return new IOException(doing + ": " + sentence(address, e), e);
    }

    private static String sentence(KinesisAddress address, SdkException e) {
        String where = "Kinesis at " + address.host();
        if (e instanceof ResourceNotFoundException && !isAboutAShard(e) && !isAboutAConsumer(e)) {
            return where + " has no stream '" + address.stream() + "'";
        }
        if (e instanceof AwsServiceException refused) {
            String code = code(refused);
            String detail = refused.awsErrorDetails() == null
                    ? refused.getMessage()
                    : refused.awsErrorDetails().errorMessage();
            String said = code + (detail == null || detail.isEmpty() ? "" : ": " + detail);
            if (e instanceof StsException) {
                return "the role " + address.role() + " cannot be assumed: " + said;
            }
            return CREDENTIALS.contains(code)
                    ? where + " refuses these credentials for stream '" + address.stream() + "': " + said
                    : where + ", stream '" + address.stream() + "': " + said;
        }
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return silent(where);
        }
        Throwable network = network(e);
        if (network instanceof UnknownHostException) {
            return where + " cannot be found: the host is not known";
        }
        if (network instanceof SocketTimeoutException) {
            return silent(where);
        }
        if (network instanceof SSLException) {
            return where + " is not trusted: " + network.getMessage();
        }
        if (network != null) {
            return where + " cannot be reached: " + network.getMessage();
        }
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Unable to load credentials")) {
            return where
                    + " wants credentials, and there are none: not in the environment, the AWS profile or a role of"
                    + " this machine";
        }
        return where + ": " + message;
    }

    private static String silent(String where) {
        return where + " did not answer within " + KinesisClients.PATIENCE.toSeconds() + " s";
    }

    /** The service answers with the same exception where a shard is gone. */
    static boolean isAboutAShard(SdkException e) {
        return e instanceof ResourceNotFoundException
                && String.valueOf(e.getMessage()).contains("shardId-");
    }

    /** And where a consumer is. */
    private static boolean isAboutAConsumer(SdkException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("consumer");
    }

    /** Whether the same request may well be answered a little later. */
    static boolean isPassing(SdkException e) {
        if (e instanceof ResourceInUseException) {
            return true; // a shard is subscribed to anew five seconds after the last time, and not before
        }
        if (e instanceof AwsServiceException refused) {
            return refused.statusCode() >= 500 || refused.isThrottlingException() || isPassing(code(refused));
        }
        return e instanceof ApiCallTimeoutException
                || e instanceof ApiCallAttemptTimeoutException
                || e.getCause() instanceof TimeoutException
                || (network(e) != null && !(network(e) instanceof SSLException));
    }

    /** Whether an entry of a request that failed with this code may well be taken a little later. */
    static boolean isPassing(@Nullable String code) {
        return code != null && PASSING.contains(code);
    }

    private static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? "status " + e.statusCode()
                : e.awsErrorDetails().errorCode();
    }

    private static @Nullable IOException network(Throwable e) {
        IOException found = null;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return (IOException) cause;
            }
            if (cause instanceof IOException network && found == null) {
                found = network;
            }
        }
        return found;
    }
}
