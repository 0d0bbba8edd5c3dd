namespace Codeword.Cli.Datasets;

/// <summary>What <see cref="GlyphDataset"/> writes of an image.</summary>
internal enum GlyphFeatures
{
    /// <summary>Its pixels.</summary>
    Pixels,

    /// <summary>Where its strokes' edges run which way: <see cref="GradientFeatures"/>.</summary>
    Gradients,
}
