using System.Diagnostics;
using Civic.JudicialRecords.Certificates;
using Civic.Signing.Bench;

var orders = Enumerable.Range(0, 500).Select(CertificateSource.Make).ToArray();
if (args is ["write", var folder])
{
    for (var i = 0; i < 20; i++) File.WriteAllBytes(Path.Combine(folder, $"c{i}.pdf"), CertificatePdf.Render(orders[i].Content, orders[i].Verification, orders[i].SigningTime));
    return;
}
if (args is ["pen"])
{
    var t = Civic.Documents.QrCodes.QrTemplate.Of(14); var m = Civic.Documents.QrCodes.QrCode.Encode(orders[0].Verification.AbsoluteUri);
    for (var round = 0; round < 8; round++)
    {
        var w = Stopwatch.StartNew(); long sum = 0;
        for (var i = 0; i < 2000; i++) foreach (var mask in t.Masks) sum += Civic.Documents.QrCodes.QrPenalty.Of(m, mask);
        Console.WriteLine($"penalties wall {w.Elapsed.TotalMicroseconds / 2000:0.0} {sum}");
    }
    return;
}
if (args is ["qr"])
{
    for (var round = 0; round < 8; round++)
    {
        var w = Stopwatch.StartNew(); var cpu = Environment.CpuUsage.TotalTime; var a = GC.GetTotalAllocatedBytes();
        for (var i = 0; i < 2000; i++) Civic.Documents.QrCodes.QrCode.Encode(orders[i % 500].Verification.AbsoluteUri);
        Console.WriteLine($"qr {(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / 2000:0.0} us, wall {w.Elapsed.TotalMicroseconds / 2000:0.0} alloc {(GC.GetTotalAllocatedBytes() - a) / 2000}");
    }
    return;
}
long bytes = 0;
for (var round = 0; round < 12; round++)
{
    var cpu = Environment.CpuUsage.TotalTime; var w = Stopwatch.StartNew();
    bytes = 0;
    var alloc = GC.GetTotalAllocatedBytes();
    for (var i = 0; i < 2000; i++)
        bytes += CertificatePdf.Render(orders[i % 500].Content, orders[i % 500].Verification, orders[i % 500].SigningTime).Length;
    var used = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / 2000;
    Console.WriteLine($"{used:0.0} us cpu each, wall {w.Elapsed.TotalMicroseconds / 2000:0.0}, {bytes / 2000} bytes, alloc {(GC.GetTotalAllocatedBytes() - alloc) / 2000}, gcs {GC.CollectionCount(0)} {GC.CollectionCount(2)}");
}
