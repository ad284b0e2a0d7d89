package io.padlock.box.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12PBEOutputEncryptorBuilder;

/** RFC 7292, as the firmware of devices reads it: 3DES and SHA-1. It protects the key on its short way to the printer. */
final class Pkcs12 {

    private static final int ROUNDS = 10_000;

    private Pkcs12() {}

    /** @param chain of the key's own certificate and those above it */
    static byte[] of(String name, PrivateKey key, List<X509Certificate> chain, char[] password) {
        try {
            DEROctetString pair = new DEROctetString(new byte[] {1});
            PKCS12SafeBagBuilder keyBag =
                    new PKCS12SafeBagBuilder(PrivateKeyInfo.getInstance(key.getEncoded()), by(password));
            keyBag.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERBMPString(name));
            keyBag.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, pair);
            List<PKCS12SafeBag> certificates = new ArrayList<>();
            for (X509Certificate certificate : chain) {
                PKCS12SafeBagBuilder bag = new PKCS12SafeBagBuilder(new JcaX509CertificateHolder(certificate));
                if (certificates.isEmpty()) {
                    bag.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERBMPString(name));
                    bag.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, pair);
                }
                certificates.add(bag.build());
            }
            return new PKCS12PfxPduBuilder()
                    .addEncryptedData(by(password), certificates.toArray(new PKCS12SafeBag[0]))
                    .addData(keyBag.build())
                    .build(new BcPKCS12MacCalculatorBuilder().setIterationCount(ROUNDS), password)
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateEncodingException | PKCSException e) {
            throw new IllegalStateException("A key and certificates that were made can't be written.", e);
        }
    }

    private static OutputEncryptor by(char[] password) {
        return new BcPKCS12PBEOutputEncryptorBuilder(
                        PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
                        CBCBlockCipher.newInstance(new DESedeEngine()))
                .setIterationCount(ROUNDS)
                .build(password);
    }
}
