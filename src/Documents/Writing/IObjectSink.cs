namespace Civic.Documents.Writing;

/// <summary>Where indirect objects go: a first revision or an incremental update.</summary>
internal interface IObjectSink
{
    PdfBuffer Out { get; }

    int Reserve();

    PdfBuffer Begin(int number);

    void End();
}
