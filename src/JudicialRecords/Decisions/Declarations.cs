using System.Text.Json;
using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Decisions;

internal static class Declarations
{
    /// <summary>The declaration as it was frozen at submission.</summary>
    internal static Declaration Of(Dossier dossier) =>
        JsonSerializer.Deserialize<Declaration>(dossier.DeclarationJson)
        ?? throw new InvalidOperationException($"Dossier {dossier.Code} has no declaration.");
}
