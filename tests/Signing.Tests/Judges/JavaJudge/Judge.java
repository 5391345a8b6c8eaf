import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Security;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * Judges signed files with PDFBox, Bouncy Castle and the Java platform's own path validation, never asking the network:
 * {@code Judge ROOT.pem FILE...} prints one line a signature: file, field's sub-filter, what was found.
 */
public final class Judge {
    private final X509Certificate root;
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<byte[]> responses = new ArrayList<>();
    private final List<Object> lists = new ArrayList<>();

    private Judge(X509Certificate root) {
        this.root = root;
    }

    public static void main(String[] arguments) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        X509Certificate root = (X509Certificate) CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(Path.of(arguments[0]))));
        for (String path : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            new Judge(root).judge(path);
        }
    }

    private void judge(String path) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of(path));
        try (PDDocument document = PDDocument.load(new File(path))) {
            readStore(document);
            for (PDSignature signature : document.getSignatureDictionaries()) {
                int[] range = signature.getByteRange();
                String covers = range[2] + range[3] == bytes.length ? "whole" : "part";
                System.out.println(Path.of(path).getFileName() + " " + signature.getSubFilter() + " " + covers + " "
                    + judge(signature, bytes));
            }
        }
    }

    private String judge(PDSignature signature, byte[] bytes) {
        try {
            byte[] signed = signature.getSignedContent(bytes);
            byte[] contents = signature.getContents(bytes);
            return "ETSI.RFC3161".equals(signature.getSubFilter())
                ? "timestamp " + judgeToken(new TimeStampToken(new CMSSignedData(contents)), signed)
                : judgeSignature(new CMSSignedData(new CMSProcessableByteArray(signed), contents));
        } catch (Exception e) {
            return "refused: " + e;
        }
    }

    private String judgeSignature(CMSSignedData cms) throws Exception {
        SignerInformation signer = cms.getSignerInfos().getSigners().iterator().next();
        X509Certificate certificate = certificateOf(cms, signer.getSID());
        boolean valid = signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(certificate));
        var stamp = signer.getUnsignedAttributes() == null ? null
            : signer.getUnsignedAttributes().get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
        if (stamp == null) {
            return "signature " + (valid ? "valid" : "wrong") + " unstamped " + path(certificate, new Date());
        }
        TimeStampToken token = new TimeStampToken(
            new CMSSignedData(stamp.getAttrValues().getObjectAt(0).toASN1Primitive().getEncoded()));
        return "signature " + (valid ? "valid" : "wrong") + " stamped " + judgeToken(token, signer.getSignature()) + " "
            + path(certificate, token.getTimeStampInfo().getGenTime());
    }

    private String judgeToken(TimeStampToken token, byte[] stamped) throws Exception {
        X509Certificate certificate = certificateOf(token.toCMSSignedData(), token.getSID());
        token.validate(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(certificate));
        byte[] digest = MessageDigest.getInstance(token.getTimeStampInfo().getMessageImprintAlgOID().getId(), "BC")
            .digest(stamped);
        boolean same = Arrays.equals(digest, token.getTimeStampInfo().getMessageImprintDigest());
        return (same ? "valid" : "of-something-else") + " "
            + path(certificate, token.getTimeStampInfo().getGenTime());
    }

    private X509Certificate certificateOf(CMSSignedData cms, org.bouncycastle.cms.SignerId id) throws Exception {
        Collection<X509CertificateHolder> all = cms.getCertificates().getMatches(null);
        for (X509CertificateHolder holder : all) {
            certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
        }
        return new JcaX509CertificateConverter().getCertificate(
            (X509CertificateHolder) cms.getCertificates().getMatches(id).iterator().next());
    }

    /** Whether the path stands, and whether the file itself proves that nobody on it was revoked. */
    private String path(X509Certificate certificate, Date at) throws Exception {
        CertStore store = CertStore.getInstance("Collection", new CollectionCertStoreParameters(all()));
        X509CertSelector wanted = new X509CertSelector();
        wanted.setCertificate(certificate);
        PKIXBuilderParameters building = new PKIXBuilderParameters(Set.of(new TrustAnchor(root, null)), wanted);
        building.addCertStore(store);
        building.setDate(at);
        building.setRevocationEnabled(false);
        CertPath built = CertPathBuilder.getInstance("PKIX").build(building).getCertPath();
        if (responses.isEmpty() && lists.isEmpty()) {
            return "path unproven";
        }
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOcspResponses(responsesFor(built));
        checker.setOptions(EnumSet.noneOf(PKIXRevocationChecker.Option.class));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.addCertStore(store);
        parameters.addCertPathChecker(checker);
        parameters.setDate(at);
        validator.validate(built, parameters);
        return "path proven";
    }

    private Map<X509Certificate, byte[]> responsesFor(CertPath path) throws Exception {
        Map<X509Certificate, byte[]> found = new HashMap<>();
        for (var certificate : path.getCertificates()) {
            X509Certificate x509 = (X509Certificate) certificate;
            for (byte[] response : responses) {
                BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(response).getResponseObject();
                if (basic.getResponses()[0].getCertID().getSerialNumber().equals(x509.getSerialNumber())) {
                    found.put(x509, response);
                }
            }
        }
        return found;
    }

    private Collection<Object> all() {
        List<Object> all = new ArrayList<>(certificates);
        all.addAll(lists);
        return all;
    }

    private void readStore(PDDocument document) throws Exception {
        COSDictionary store = (COSDictionary) document.getDocumentCatalog().getCOSObject()
            .getDictionaryObject(COSName.getPDFName("DSS"));
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (byte[] item : items(store, "Certs")) {
            certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(item)));
        }
        responses.addAll(items(store, "OCSPs"));
        for (byte[] item : items(store, "CRLs")) {
            lists.add(factory.generateCRL(new ByteArrayInputStream(item)));
        }
    }

    private static List<byte[]> items(COSDictionary store, String key) throws Exception {
        List<byte[]> items = new ArrayList<>();
        COSArray array = store == null ? null : (COSArray) store.getDictionaryObject(COSName.getPDFName(key));
        for (int i = 0; array != null && i < array.size(); i++) {
            try (var stream = ((COSStream) array.getObject(i)).createInputStream()) {
                items.add(stream.readAllBytes());
            }
        }
        return items;
    }
}
