using Civic.Signing.Seal;

namespace Civic.Signing.Renewal;

/// <summary>What came of a call to renew the archive of a file that was signed here.</summary>
internal abstract record ExtensionOutcome
{
    private ExtensionOutcome()
    {
    }

    internal sealed record Extended(byte[] Pdf, ExtensionRecord Record) : ExtensionOutcome;

    internal sealed record KeyReused : ExtensionOutcome;

    /// <summary>This file, byte for byte, did not leave here under this number for this client.</summary>
    internal sealed record NotOurs : ExtensionOutcome;

    internal sealed record NotAPdf(string Why) : ExtensionOutcome;

    internal sealed record Refused(SealOutcome Why) : ExtensionOutcome;

    /// <summary>Stable code for the audit.</summary>
    internal string Code => this switch
    {
        Extended => "ok",
        KeyReused => "civic:signing:idempotency-key-reused",
        NotOurs => "civic:signing:not-signed-here",
        NotAPdf => "civic:signing:not-a-pdf",
        Refused(var why) => why.Code,
        _ => throw new System.Diagnostics.UnreachableException("An outcome without a code."),
    };
}
