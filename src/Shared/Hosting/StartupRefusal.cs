namespace Civic.Shared.Hosting;

/// <summary>A host that must not start: the message is the one sentence that the operator reads.</summary>
public sealed class StartupRefusal(string message) : Exception(message);
