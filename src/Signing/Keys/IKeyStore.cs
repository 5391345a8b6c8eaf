using Civic.Shared.Hosting;

namespace Civic.Signing.Keys;

/// <summary>A place where profiles' keys live.</summary>
internal interface IKeyStore
{
    /// <summary>Whether the place certifies its keys itself, so that they are only asked for.</summary>
    bool BringsItsOwn { get; }

    /// <summary>Takes up a profile's key, if it is there with its certificate.</summary>
    /// <exception cref="StartupRefusal">It can't be opened or does not fit the profile.</exception>
    ISigningKey? TryLoad(string name, ProfileOptions profile);

    /// <summary>Completes what is missing: in the sandbox by its authority.</summary>
    /// <exception cref="KeyUnavailableException">The place does not answer; try again later.</exception>
    Task<ISigningKey> CompleteAsync(string name, ProfileOptions profile, CancellationToken cancellation);

    /// <summary>What a person has to put where, as the end of a sentence.</summary>
    string Remedy(string name);
}
