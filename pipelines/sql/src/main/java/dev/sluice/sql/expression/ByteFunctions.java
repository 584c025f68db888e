package dev.sluice.sql.expression;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** Functions of bytes, and of text by its bytes, which are UTF-8. */
final class ByteFunctions {

    static final Map<String, Translator> FUNCTIONS = Map.ofEntries(
            Map.entry("ASCII", Strict.one((String text) -> text.isEmpty() ? 0 : (int) bytes(text)[0])),
            Map.entry("CHR", Strict.one((Number code) -> character(code.longValue()))),
            Map.entry("BIN", Strict.one((Number number) -> Long.toBinaryString(number.longValue()))),
            Map.entry("HEX", Strict.one(ByteFunctions::hex)),
            Map.entry("ENCODE", Strict.two((String text, String charset) -> text.getBytes(charset(charset)))),
            Map.entry("DECODE", Strict.two((byte[] bytes, String charset) -> new String(bytes, charset(charset)))),
            Map.entry(
                    "TO_BASE64",
                    Strict.one((Object value) -> Base64.getEncoder().encodeToString(bytes(value)))),
            Map.entry("FROM_BASE64", Strict.one(ByteFunctions::fromBase64)),
            Map.entry("MD5", hash("MD5")),
            Map.entry("SHA1", hash("SHA-1")),
            Map.entry("SHA224", hash("SHA-224")),
            Map.entry("SHA256", hash("SHA-256")),
            Map.entry("SHA384", hash("SHA-384")),
            Map.entry("SHA512", hash("SHA-512")),
            Map.entry("SHA2", Strict.two((Object value, Number bits) -> hash("SHA-" + bits, value))));

    private static final int BYTE = 0xff;

    private ByteFunctions() {}

    private static byte[] bytes(Object value) {
        return value instanceof byte[] bytes ? bytes : ((String) value).getBytes(StandardCharsets.UTF_8);
    }

    private static String character(long code) {
        return code < 0 ? "" : String.valueOf((char) (code & BYTE));
    }

    private static String hex(Object value) {
        return value instanceof Number number
                ? Long.toHexString(number.longValue()).toUpperCase(Locale.ROOT)
                : HexFormat.of().withUpperCase().formatHex(bytes(value));
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new EvaluationException("Expected the name of a character set, found '" + name + "'");
        }
    }

    private static String fromBase64(Object value) {
        try {
            return new String(Base64.getDecoder().decode(bytes(value)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new EvaluationException("Expected text in Base64, found '" + value + "'");
        }
    }

    private static Translator hash(String algorithm) {
        return Strict.one((Object value) -> hash(algorithm, value));
    }

    private static String hash(String algorithm, Object value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes(value)));
        } catch (NoSuchAlgorithmException e) {
            throw new EvaluationException("Expected 224, 256, 384 or 512 bits, found " + algorithm);
        }
    }
}
