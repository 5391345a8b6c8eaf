
namespace Civic.JudicialRecords.Requests;

internal static class Declarations
{
    /// <summary>The declaration as it was frozen at submission.</summary>
    internal static Declaration Of(Dossier dossier) => DeclarationText.Read(dossier.DeclarationJson);
}
