namespace Civic.Signing.Validation.Revisions;

/// <summary>What an object is for in the document, as found on the way to it from the trailer.</summary>
internal enum Role : byte
{
    Catalog,
    PageTree,
    Page,
    AnnotationList,
    PageContent,
    Font,
    Drawing,
    Resource,
    Annotation,
    SignatureField,
    SignatureLook,
    SignatureValue,
    FormField,
    Form,
    FieldList,
    Structure,
    Layers,
    Action,
    Attachment,
    Navigation,
    Metadata,
    Information,
    ValidationData,
    Other,
}

/// <summary>Where an object belongs.</summary>
/// <param name="Page">Number of its page, from 1; 0 where it has none of its own.</param>
/// <param name="Field">Object number of the signature field or widget that it belongs to; 0 without one.</param>
internal readonly record struct Place(Role Role, int Page = 0, int Field = 0);
