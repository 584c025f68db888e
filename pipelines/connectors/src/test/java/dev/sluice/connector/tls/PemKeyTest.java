package dev.sluice.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bouncy Castle writes what is read here. */
final class PemKeyTest {

    private static byte[] pem(PemObjectGenerator object) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static PrivateKey newKey(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair().getPrivate();
    }

    private static PrivateKey newRsaKey(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair().getPrivate();
    }

    /** As OpenSSL writes it, with the name of the curve inside; the JDK's own form leaves it out. */
    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void aSec1KeyIsTheKeyItWas(String curve) throws Exception {
        ECPrivateKey key = (ECPrivateKey) newKey(curve);
        byte[] der = new org.bouncycastle.asn1.sec.ECPrivateKey(
                        key.getParams().getOrder().bitLength(), key.getS(), SECNamedCurves.getOID(curve))
                .getEncoded();
        byte[] sec1 = pem(() -> new PemObject("EC PRIVATE KEY", der));

        assertThat(((ECPrivateKey) PemKey.read("key", sec1, null)).getS()).isEqualTo(key.getS());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_024, 2_048, 4_096})
    void aPkcs1KeyIsTheKeyItWas(int bits) throws Exception {
        PrivateKey key = newRsaKey(bits);
        byte[] pkcs1 = pem(new JcaMiscPEMGenerator(key));

        assertThat(new String(pkcs1, StandardCharsets.UTF_8)).contains("BEGIN RSA PRIVATE KEY");
        assertThat(PemKey.read("key", pkcs1, null)).isEqualTo(key);
    }

    @Test
    void anEncryptedKeyIsReadWithItsPasswordAndWithNoOther() throws Exception {
        PrivateKey key = newRsaKey(2_048);
        byte[] encrypted = pem(new JcaPKCS8Generator(
                key,
                new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                        .setProvider(new BouncyCastleProvider())
                        .setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256))
                        .setPassword("open".toCharArray())
                        .build()));

        assertThat(PemKey.read("key", encrypted, "open".toCharArray())).isEqualTo(key);
        assertThatThrownBy(() -> PemKey.read("key", encrypted, "shut".toCharArray()))
                .isInstanceOf(UsableMessage.class)
                .hasMessage("key: the private key cannot be decrypted: its password is wrong");
        assertThatThrownBy(() -> PemKey.read("key", encrypted, null))
                .hasMessage("key: the private key is encrypted: expected its password, found none");
    }

    @Test
    void aDamagedKeyIsSaidToBeDamagedAndNotShown() throws Exception {
        byte[] damaged = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG\n-----END PRIVATE KEY-----\n"
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> PemKey.read("device.key", damaged, null))
                .isInstanceOf(UsableMessage.class)
                .hasMessageStartingWith("device.key: the private key is damaged")
                .hasMessageNotContaining("MIIEvQ");
    }
}
