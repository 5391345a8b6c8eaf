using Civic.JudicialRecords.Policies;

namespace Civic.JudicialRecords.Tests.Policies;

/// <summary>The packs that ship.</summary>
internal static class ThePack
{
    internal static readonly PolicyPack Hanoi = PolicyLoader.Load("hanoi");

    internal static readonly PolicyPack Chronology = PolicyLoader.Load("hanoi-chronology");
}
