using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>What was chosen for the hashing losses on held-out training rows (docs/results/tried.md).</summary>
internal static class HashSettings
{
    public static HashOptions Of(HashLoss loss, NetworkSettings settings) => (settings == NetworkSettings.Text, loss) switch
    {
        (true, HashLoss.OrthoHash) => new HashOptions { Loss = loss },
        (true, HashLoss.GreedyHash) => new HashOptions { Loss = loss },
        (true, _) => new HashOptions { Loss = loss },
        (false, HashLoss.OrthoHash) => new HashOptions { Loss = loss },
        (false, HashLoss.GreedyHash) => new HashOptions { Loss = loss },
        _ => new HashOptions { Loss = loss },
    };
}
