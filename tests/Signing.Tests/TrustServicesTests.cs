using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests;

/// <summary>The sandbox's trust services, judged by openssl.</summary>
public sealed class TrustServicesTests
{
    [Fact]
    public async Task Enrol_Pkcs10_OpensslVerifiesTheChain()
    {
        using var shell = new Shell();
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var (leaf, issuing, root) = await EnrolAsync(stage, shell);

        var (code, said) = await shell.RunAsync("openssl", "verify", "-CAfile", root, "-untrusted", issuing, leaf);

        code.ShouldBe(0, said);
    }

    [Fact]
    public async Task Enrol_RequestNotSignedByItsKey_Refused()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var request = Request();
        request[^1] ^= 1;
        using var answer = await stage.Trust.Http.PostAsync("/certificates?profile=person",
            new ByteArrayContent(request), TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(422);
    }

    [Fact]
    public async Task Ocsp_BeforeAndAfterRevocation_OpensslReadsGoodThenRevoked()
    {
        using var shell = new Shell();
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var (leaf, issuing, root) = await EnrolAsync(stage, shell);
        string[] ask =
            ["ocsp", "-issuer", issuing, "-cert", leaf, "-url", stage.Trust.Address + "/ocsp", "-CAfile", root];

        var (_, before) = await shell.RunAsync("openssl", ask);
        await RevokeAsync(stage, leaf);
        var (_, after) = await shell.RunAsync("openssl", ask);

        before.ShouldContain("Response verify OK");
        before.ShouldContain($"{leaf}: good");
        after.ShouldContain($"{leaf}: revoked");
    }

    [Fact]
    public async Task OcspByGet_Base64InThePath_AnswersLikePost()
    {
        using var shell = new Shell();
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var (leaf, issuing, root) = await EnrolAsync(stage, shell);
        var request = Path.Combine(shell.Folder, "request.der");
        await shell.RunAsync("openssl", "ocsp", "-no_nonce", "-issuer", issuing, "-cert", leaf, "-reqout", request);
        var path = Uri.EscapeDataString(Convert.ToBase64String(
            await File.ReadAllBytesAsync(request, TestContext.Current.CancellationToken)));
        var answer = shell.Write("answer.der", await stage.Trust.Http.GetByteArrayAsync(
            "/ocsp/" + path, TestContext.Current.CancellationToken));

        var (_, said) = await shell.RunAsync(
            "openssl", "ocsp", "-no_nonce", "-issuer", issuing, "-cert", leaf, "-respin", answer, "-CAfile", root);

        said.ShouldContain($"{leaf}: good");
    }

    [Fact]
    public async Task Crl_AfterRevocation_OpensslVerifiesItAndRefusesTheCertificate()
    {
        using var shell = new Shell();
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var (leaf, issuing, root) = await EnrolAsync(stage, shell);
        await RevokeAsync(stage, leaf);
        var der = shell.Write("crl.der", await stage.Trust.Http.GetByteArrayAsync(
            "/crl/issuing.crl", TestContext.Current.CancellationToken));
        var crl = Path.Combine(shell.Folder, "crl.pem");

        var (_, verified) = await shell.RunAsync(
            "openssl", "crl", "-inform", "DER", "-in", der, "-CAfile", issuing, "-out", crl);
        var (code, said) = await shell.RunAsync("openssl", "verify", "-crl_check", "-CRLfile", crl,
            "-CAfile", root, "-untrusted", issuing, leaf);

        verified.ShouldContain("verify OK");
        code.ShouldNotBe(0);
        said.ShouldContain("certificate revoked");
    }

    [Fact]
    public async Task Tsa_QueryOfOpenssl_OpensslVerifiesTheReply()
    {
        using var shell = new Shell();
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var root = shell.Write("root.pem", await stage.Trust.Http.GetByteArrayAsync(
            "/root.pem", TestContext.Current.CancellationToken));
        var (data, query) = (shell.Write("data", [1, 2, 3]), Path.Combine(shell.Folder, "query"));
        await shell.RunAsync("openssl", "ts", "-query", "-data", data, "-sha512", "-cert", "-out", query);
        using var content = new ByteArrayContent(
            await File.ReadAllBytesAsync(query, TestContext.Current.CancellationToken));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        using var answer = await stage.Trust.Http.PostAsync("/tsa", content, TestContext.Current.CancellationToken);
        var reply = shell.Write(
            "reply", await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        var (code, said) = await shell.RunAsync(
            "openssl", "ts", "-verify", "-queryfile", query, "-in", reply, "-CAfile", root);

        code.ShouldBe(0, said);
    }

    private static async Task<(string Leaf, string Issuing, string Root)> EnrolAsync(SigningStage stage, Shell shell)
    {
        using var answer = await stage.Trust.Http.PostAsync(
            "/certificates?profile=person", new ByteArrayContent(Request()));
        answer.EnsureSuccessStatusCode();
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(await answer.Content.ReadAsStringAsync());
        string Save(int i, string name) =>
            shell.Write(name, System.Text.Encoding.ASCII.GetBytes(chain[i].ExportCertificatePem()));
        return (Save(0, "leaf.pem"), Save(1, "issuing.pem"), Save(2, "root.pem"));
    }

    private static byte[] Request()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=Thử nghiệm", key, HashAlgorithmName.SHA256).CreateSigningRequest();
    }

    private static async Task RevokeAsync(SigningStage stage, string leaf)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(leaf);
        using var answer = await stage.Trust.Http.PostAsync($"/certificates/{certificate.SerialNumber}/revoke", null);
        answer.EnsureSuccessStatusCode();
    }
}
