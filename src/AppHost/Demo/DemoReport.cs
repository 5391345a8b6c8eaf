using System.Text.Encodings.Web;
using System.Text.Json;

namespace Civic.AppHost.Demo;

/// <summary>What the demo saw, as demo.json holds it.</summary>
internal sealed record DemoReport(
    IReadOnlyList<DemoDossier> Dossiers, DemoHealth Health, IReadOnlyDictionary<string, double> Seconds)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal async Task WriteAsync(string folder, CancellationToken cancellation) => await File.WriteAllTextAsync(
        Path.Combine(folder, "demo.json"), JsonSerializer.Serialize(this, Json) + "\n", cancellation);
}

/// <param name="Code">The dossier's code.</param>
/// <param name="Kind">phieu-lltp-1 or phieu-lltp-2.</param>
/// <param name="Persona">Who asked.</param>
/// <param name="States">Every state that the citizen's page shows, in order.</param>
/// <param name="Fee">In đồng.</param>
/// <param name="Certificate">File name of the certificate beside demo.json.</param>
/// <param name="Verification">Address that the certificate's QR holds.</param>
internal sealed record DemoDossier(
    string Code, string Kind, string Persona, IReadOnlyList<DemoState> States, DemoFee Fee, string Certificate,
    string Verification);

/// <param name="State">Official number of the state, 1 to 10.</param>
/// <param name="At">When it was entered, ISO 8601.</param>
internal sealed record DemoState(int State, string At);

internal sealed record DemoFee(long List, long Waived, long City, long Citizen);

/// <param name="Summary">File name of the signed summary.</param>
/// <param name="Bundle">File name of the FHIR document.</param>
/// <param name="ReadBeforeConsent">HTTP status of the clinic's reading.</param>
/// <param name="ReadWithConsent">HTTP status.</param>
/// <param name="ReadAfterWithdrawal">HTTP status.</param>
internal sealed record DemoHealth(
    string Summary, string Bundle, int ReadBeforeConsent, int ReadWithConsent, int ReadAfterWithdrawal);
