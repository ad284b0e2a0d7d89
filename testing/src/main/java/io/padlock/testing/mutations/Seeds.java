package io.padlock.testing.mutations;

import io.padlock.testing.hostility.Dice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.jce.spec.ECPrivateKeySpec;
import org.bouncycastle.jce.spec.ECPublicKeySpec;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** Good signing requests. The same for the same number, keys and signatures included, so that a case can be repeated. */
final class Seeds {

    private final List<Seed> seeds;

    Seeds(long number) {
        Random random = new Random(number);
        PublicKey[] rsaPublic = new PublicKey[1];
        PrivateKey rsa = rsa(random, rsaPublic);
        seeds = List.of(
                ec("secp256r1", new BigInteger(250, random), false),
                ec("secp256r1", new BigInteger(250, random), true),
                ec("secp384r1", new BigInteger(380, random), false),
                ec("secp521r1", new BigInteger(515, random), true),
                made("RSA", rsaPublic[0], rsa, "SHA256withRSA", false),
                made("RSA, asking for much", rsaPublic[0], rsa, "SHA512withRSA", true));
    }

    /** Mostly on P-256, as boxes ask and because others take their time to sign. One in eight has a key that nobody had before: those that are good get a certificate of their own. */
    Seed pick(Dice dice) {
        if (dice.oneIn(2)) {
            return seeds.get(dice.below(2));
        }
        return dice.oneIn(4)
                ? ec("secp256r1", new BigInteger(1, dice.bytes(31)).setBit(200), dice.oneIn(2))
                : any(dice);
    }

    Seed any(Dice dice) {
        return dice.pick(seeds);
    }

    private static Seed ec(String curve, BigInteger secret, boolean asksForMuch) {
        try {
            ECNamedCurveParameterSpec on = ECNamedCurveTable.getParameterSpec(curve);
            KeyFactory keys = KeyFactory.getInstance("EC", Seed.BOUNCY_CASTLE);
            PrivateKey signer = keys.generatePrivate(new ECPrivateKeySpec(secret, on));
            PublicKey key = keys.generatePublic(new ECPublicKeySpec(on.getG().multiply(secret), on));
            return made(curve + (asksForMuch ? ", asking for much" : ""), key, signer, "SHA256withECDDSA", asksForMuch);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey rsa(Random random, PublicKey[] key) {
        try {
            BigInteger p = top(random);
            BigInteger q = top(random);
            BigInteger e = BigInteger.valueOf(65537);
            BigInteger lessP = p.subtract(BigInteger.ONE);
            BigInteger lessQ = q.subtract(BigInteger.ONE);
            BigInteger d = e.modInverse(lessP.multiply(lessQ));
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            key[0] = rsa.generatePublic(new RSAPublicKeySpec(p.multiply(q), e));
            return rsa.generatePrivate(
                    new RSAPrivateCrtKeySpec(p.multiply(q), e, d, p, q, d.mod(lessP), d.mod(lessQ), q.modInverse(p)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two of them make 2048 bits, not one less. */
    private static BigInteger top(Random random) {
        return new BigInteger(1024, random).setBit(1023).setBit(1022).nextProbablePrime();
    }

    private static Seed made(String name, PublicKey key, PrivateKey signer, String algorithm, boolean asksForMuch) {
        try {
            PKCS10CertificationRequestBuilder request = new PKCS10CertificationRequestBuilder(
                    new X500Name(asksForMuch ? "C=BE,O=A shop,CN=www.google.com" : ""),
                    SubjectPublicKeyInfo.getInstance(key.getEncoded()));
            if (asksForMuch) {
                request.addAttribute(
                        PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERPrintableString("secret"));
                request.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, much());
            }
            Seed seed = new Seed(name, new byte[0], signer, algorithm);
            return new Seed(name, request.build(signerOf(seed)).getEncoded(), signer, algorithm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ContentSigner signerOf(Seed seed) {
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        return new ContentSigner() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                // How it is verified does not tell how it was made.
                return new DefaultSignatureAlgorithmIdentifierFinder()
                        .find(seed.algorithm().replace("ECDDSA", "ECDSA"));
            }

            @Override
            public OutputStream getOutputStream() {
                return info;
            }

            @Override
            public byte[] getSignature() {
                return seed.signed(info.toByteArray());
            }
        };
    }

    private static Extensions much() throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "*.d73e7513.odoo-iot.com"),
            new GeneralName(GeneralName.dNSName, "d73e7513.odoo-iot.com")
        }));
        extensions.addExtension(
                Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage));
        return extensions.generate();
    }
}
