namespace Civic.Signing.Validation.Revisions;

/// <summary>What an entry of a dictionary is for, by its key and what the dictionary itself is for.</summary>
internal static class RoleRules
{
    /// <returns>Null where the way leads back up or is walked by itself.</returns>
    internal static Place? OfEntry(Place place, string key) => (place.Role, key) switch
    {
        (Role.Catalog, _) => OfCatalog(key) is { } role ? new Place(role) : null,
        (Role.PageTree, "Kids") => place,
        (Role.PageTree or Role.Page or Role.Annotation or Role.SignatureField or Role.FormField, "Parent" or "P")
            => null,
        (Role.Page or Role.PageTree, "Resources") => place with { Role = Role.Resource },
        (Role.Page, "Contents") => place with { Role = Role.PageContent },
        (Role.Page, "Annots") => place with { Role = Role.AnnotationList },
        (Role.Page, "Metadata" or "PieceInfo") => place with { Role = Role.Metadata },
        (Role.Page or Role.Annotation or Role.FormField or Role.SignatureField, "A" or "AA")
            => place with { Role = Role.Action },
        (Role.Resource or Role.Drawing, "Font") => place with { Role = Role.Font },
        (Role.Resource, "XObject") => place with { Role = Role.Drawing },
        (Role.Drawing, "Resources") => place with { Role = Role.Resource },
        (Role.Resource or Role.Drawing, "OC" or "Properties") => place with { Role = Role.Layers },
        (Role.SignatureField, "V") => place with { Role = Role.SignatureValue },
        (Role.SignatureField, "AP" or "MK") => place with { Role = Role.SignatureLook },
        (Role.SignatureField or Role.FormField, "Kids") => place with { Role = Role.FormField },
        (Role.Form, "Fields") => place with { Role = Role.FieldList },
        (Role.Form, "DR") => place with { Role = Role.Resource },
        (Role.Attachment, "JavaScript") => place with { Role = Role.Action },
        (Role.Attachment, "Dests") => place with { Role = Role.Navigation },
        (Role.Structure, "Pg" or "Obj") => null,
        _ => place,
    };

    private static Role? OfCatalog(string key) => key switch
    {
        "Pages" => Role.PageTree,
        "AcroForm" => Role.Form,
        "DSS" => null,
        "StructTreeRoot" => Role.Structure,
        "OCProperties" => Role.Layers,
        "Metadata" => Role.Metadata,
        "OpenAction" or "AA" or "JavaScript" => Role.Action,
        "AF" or "Names" => Role.Attachment,
        "Outlines" or "Dests" or "PageLabels" or "Threads" => Role.Navigation,
        "Perms" => Role.SignatureValue,
        _ => Role.Other,
    };
}
