package dev.sluice.connector.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A private key in PEM: PKCS#8 (plain or encrypted), PKCS#1 ({@code RSA PRIVATE KEY}, as AWS IoT hands it out) or SEC1
 * ({@code EC PRIVATE KEY}). The JDK reads PKCS#8 alone; the two others are the inner part of it (RFC 5958), so that the
 * outer one is put around them.
 */
final class PemKey {

    private static final Pattern BASE64 = Pattern.compile("[^A-Za-z0-9+/=]");
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    private static final byte[] RSA_ENCRYPTION =
            bytes(0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00);
    private static final byte[] EC_PUBLIC_KEY = bytes(0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01);
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int PARAMETERS = 0xa0;

    private PemKey() {}

    /**
     * The first private key in a file.
     *
     * @throws UsableMessage where there is none, or it needs another password
     */
    static PrivateKey read(String file, byte[] content, char @Nullable [] password)
            throws IOException, GeneralSecurityException {
        try {
            for (byte[] der : sections(content, "PRIVATE KEY")) {
                return ofPkcs8(der);
            }
            for (byte[] der : sections(content, "RSA PRIVATE KEY")) {
                return ofPkcs8(sequence(VERSION_0, RSA_ENCRYPTION, tagged(OCTETS, der)));
            }
            for (byte[] der : sections(content, "EC PRIVATE KEY")) {
                return ofPkcs8(sequence(VERSION_0, sequence(EC_PUBLIC_KEY, curve(der)), tagged(OCTETS, der)));
            }
            for (byte[] der : sections(content, "ENCRYPTED PRIVATE KEY")) {
                return decrypted(file, der, password);
            }
        } catch (InvalidKeySpecException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UsableMessage(file + ": the private key is damaged, or encrypted in a way that is not PKCS#8");
        }
        throw new UsableMessage(
                file + ": expected a private key in PEM (PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY), found none");
    }

    /** The sections of this label, decoded. Text around them is allowed, as RFC 7468 has it. */
    static List<byte[]> sections(byte[] content, String label) {
        Matcher section = Pattern.compile(
                        "-----BEGIN " + label + "-----(.*?)-----END " + label + "-----", Pattern.DOTALL)
                .matcher(new String(content, StandardCharsets.ISO_8859_1));
        List<byte[]> found = new ArrayList<>();
        while (section.find()) {
            if (section.group(1).contains("Proc-Type: 4,ENCRYPTED")) {
                throw new IllegalArgumentException("encrypted by OpenSSL's old way");
            }
            found.add(
                    Base64.getDecoder().decode(BASE64.matcher(section.group(1)).replaceAll("")));
        }
        return found;
    }

    private static PrivateKey ofPkcs8(byte[] der) throws GeneralSecurityException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // It may be of the next algorithm.
            }
        }
        return KeyFactory.getInstance("EdDSA").generatePrivate(spec);
    }

    private static PrivateKey decrypted(String file, byte[] der, char @Nullable [] password)
            throws IOException, GeneralSecurityException {
        if (password == null) {
            throw new UsableMessage(file + ": the private key is encrypted: expected its password, found none");
        }
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
        // With PBES2 the parameters, not the name, say which cipher it is.
        String algorithm = encrypted.getAlgName().equals("PBES2")
                ? encrypted.getAlgParameters().toString()
                : encrypted.getAlgName();
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password)),
                    encrypted.getAlgParameters());
            return ofPkcs8(encrypted.getKeySpec(cipher).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new UsableMessage(file + ": the private key cannot be decrypted: its password is wrong");
        }
    }

    /** The name of the curve, as DER, out of {@code SEQUENCE {version, key, [0] curve, …}}. */
    private static byte[] curve(byte[] sec1) {
        int at = contentOf(sec1, 0);
        at = contentOf(sec1, at) + lengthOf(sec1, at); // behind the version
        at = contentOf(sec1, at) + lengthOf(sec1, at); // behind the key
        if ((sec1[at] & 0xff) != PARAMETERS) {
            throw new IllegalArgumentException("the key does not name its curve");
        }
        int from = contentOf(sec1, at);
        return java.util.Arrays.copyOfRange(sec1, from, from + lengthOf(sec1, at));
    }

    private static int lengthOf(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xff);
        }
        return length;
    }

    private static int contentOf(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static byte[] sequence(byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        return tagged(SEQUENCE, content.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        int length = content.length;
        if (length >= 0x80) {
            int octets = (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
            der.write(0x80 | octets);
            for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
                der.write(length >> shift);
            }
        } else {
            der.write(length);
        }
        der.writeBytes(content);
        return der.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
