using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Civic.JudicialRecords.Records;

/// <summary>The national population database, service 037 over the national exchange (SOAP).</summary>
internal sealed class PopulationRegister(RegisterHttp http)
{
    internal const string Source = "Cơ sở dữ liệu quốc gia về dân cư";

    public Task<RegisterReply<PopulationFacts>> FindAsync(PopulationQuery query, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7();
        var options = http.Options;
        var question = new RegisterQuestion(
            id, "population", Source, "TraCuuThongTinCongDan", "/population/TraCuuThongTinCongDan",
            "text/xml; charset=utf-8", PopulationEnvelope.Write(id, query, options))
        {
            Headers =
            [
                ("SOAPAction", "\"http://dancuquocgia.bca/TraCuuThongTinCongDan\""),
                ("Timestamp", http.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
                ("X-Road-Client", options.Client),
                ("Authorization", Basic(options)),
            ],
        };
        return http.AskAsync(question, body => PopulationEnvelope.Read(body, query), cancel);
    }

    /// <summary>The exchange takes the credential hashed, so the password itself never travels.</summary>
    private static string Basic(RegisterOptions options)
    {
        var hashed = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.Credential)));
        return "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Account}:{hashed}"));
    }
}
