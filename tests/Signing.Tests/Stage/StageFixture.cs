using Civic.Signing.Tests.Stage;
using Xunit;

[assembly: AssemblyFixture(typeof(StageFixture))]

namespace Civic.Signing.Tests.Stage;

/// <summary>Takes the shared stages down after the last test.</summary>
public sealed class StageFixture : IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await SigningStage.DisposeSharedAsync();
}
