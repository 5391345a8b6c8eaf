using Civic.JudicialRecords.Certificates;
using Civic.Signing.Bench;

var orders = Enumerable.Range(0, 5000).Select(CertificateSource.Make).ToArray();
foreach (var threads in (int[])[1, 2])
{
    var rounds = new List<double>();
    for (var round = 0; round < 6; round++)
    {
        rounds.Add(await Rate.OfAsync(threads, TimeSpan.FromSeconds(2), index =>
        {
            var order = orders[index % orders.Length];
            _ = CertificatePdf.Render(order.Content, order.Verification, order.SigningTime);
            return ValueTask.CompletedTask;
        }));
    }

    // The first round warms the just-in-time compiler up.
    Console.WriteLine($"render-{threads}t {Rate.Median(rounds.Skip(1)):0} certificates/s");
}
