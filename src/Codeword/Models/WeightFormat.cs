using System.Diagnostics.CodeAnalysis;

namespace Codeword.Models;

/// <summary>How the heads' weights are stored, in the file and in memory alike: predictions work on them as they are.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The field's names of these formats.")]
public enum WeightFormat
{
    /// <summary>4 bytes a weight: as trained.</summary>
    Float32,

    /// <summary>2 bytes a weight, IEEE 754 binary16.</summary>
    Float16,

    /// <summary>1 byte a weight and a scale of 2 bytes for each 64 of a row.</summary>
    Int8,

    /// <summary>4 bits a weight, one of 16 levels found for the model, and a scale of 2 bytes for each 64 of a row.</summary>
    Int4,

    /// <summary>The large weights alone: 12 bits each (how far on in its row, and one of 16 levels) and 2 bytes a row. Which are large enough, validation data decides.</summary>
    Sparse,
}
