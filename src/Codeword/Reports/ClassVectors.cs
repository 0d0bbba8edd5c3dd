using System.Runtime.InteropServices;
using Codeword.Data;
using Codeword.Models;

namespace Codeword.Reports;

/// <summary>
/// Classes as real numbers, whatever their codewords are: the mean features of their first rows in the data, as the encoder gives them, or as the input transform does
/// where there is no encoder. Compared by the cosine of their angle.
/// </summary>
internal sealed class ClassVectors
{
    /// <summary>So many rows of a class are averaged.</summary>
    public const int MostRows = 32;

    private readonly int[][] _places;
    private readonly float[][] _values;
    private readonly int _length;

    private ClassVectors(Dictionary<int, float>[] sums)
    {
        // Features that no row has need no place.
        int[] features = [.. sums.SelectMany(sum => sum.Keys).Distinct().Order()];
        _length = features.Length;
        _places = [.. sums.Select(sum => sum.Keys.Order().Select(feature => Array.BinarySearch(features, feature)).ToArray())];
        _values = [.. sums.Select(sum => Unit([.. sum.OrderBy(pair => pair.Key).Select(pair => pair.Value)]))];
    }

    /// <summary>How many classes there are.</summary>
    public int Count => _values.Length;

    /// <summary>Reads the rows of some classes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">The rows, of the model's labels.</param>
    /// <param name="classes">The classes, each once.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static ClassVectors Of(Model model, ExampleSet examples, IReadOnlyList<int> classes, CancellationToken cancellation)
    {
        Dictionary<int, int> places = classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        int[] met = new int[classes.Count];
        Dictionary<int, float>[] sums = [.. classes.Select(_ => new Dictionary<int, float>())];
        var reader = new FeatureReader(model);
        for (int row = 0; row < examples.Count; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            bool isRead = false;
            foreach (LabelId own in examples.LabelsOf(row))
            {
                if (places.TryGetValue(own.Value, out int place) && met[place] < MostRows)
                {
                    if (!isRead)
                    {
                        reader.Read(examples.Row(row));
                        isRead = true;
                    }

                    met[place]++;
                    reader.AddTo(sums[place]);
                }
            }
        }

        return new ClassVectors(sums);
    }

    /// <summary>The cosines of all pairs, −1 to 1; 0 for a class without features.</summary>
    /// <param name="threads">Threads to work with.</param>
    /// <param name="cancellation">Stops the work.</param>
    public float[,] Cosines(int threads, CancellationToken cancellation)
    {
        float[,] cosines = new float[Count, Count];
        Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
        {
            float[] own = new float[_length];
            for (int t = 0; t < _places[i].Length; t++)
            {
                own[_places[i][t]] = _values[i][t];
            }

            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int t = 0; t < _places[j].Length; t++)
                {
                    sum += (double)own[_places[j][t]] * _values[j][t];
                }

                cosines[i, j] = cosines[j, i] = (float)Math.Clamp(sum, -1, 1);
            }
        });
        return cosines;
    }

    private static float[] Unit(float[] values)
    {
        double length = Math.Sqrt(values.Sum(value => (double)value * value));
        return length > 0 && double.IsFinite(length) ? [.. values.Select(value => (float)(value / length))] : new float[values.Length];
    }

    // One row's features, without the constant one.
    private sealed class FeatureReader(Model model)
    {
        private readonly float[] _encoded = new float[model.Heads.Encoder?.Outputs ?? 0];
        private readonly float[] _scratch = new float[model.Heads.Encoder?.ScratchLength ?? 0];
        private int[] _indices = [];
        private float[] _values = [];
        private int _count;

        public void Read(Features features)
        {
            int most = features.Values.Length + 1;
            if (_indices.Length < most)
            {
                (_indices, _values) = (new int[2 * most], new float[2 * most]);
            }

            _count = model.Heads.Transform.Apply(features, _indices, _values);
            model.Heads.Encoder?.Encode(_indices.AsSpan(0, _count), _values.AsSpan(0, _count), _encoded, _scratch);
        }

        public void AddTo(Dictionary<int, float> sum)
        {
            for (int j = 0; j < _encoded.Length; j++)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(sum, j, out _) += _encoded[j];
            }

            for (int t = 0; t < _count && _encoded.Length == 0; t++)
            {
                if (_indices[t] < model.Heads.Transform.FeatureCount)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(sum, _indices[t], out _) += _values[t];
                }
            }
        }
    }
}
