using System.Numerics;
using System.Runtime.CompilerServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <content>How one region is walked through (Pelleg and Moore 1999, with bounds after Hamerly 2010).</content>
internal sealed partial class FilteringAssignment<T>
{
    /// <summary>One walk down from a node.</summary>
    private ref struct Walk
    {
        private readonly FilteringAssignment<T> owner;
        private readonly MovedRows<T> moves;
        private readonly ExactSums sums;

        /// <summary>The region's path, and what an expiry must be beyond.</summary>
        private readonly double path;
        private readonly double limit;
        private readonly double lead;
        private readonly Span<T> scratch;
        private readonly Span<T> winners;
        private readonly Span<ushort> next;
        private readonly Span<double> box;

        /// <summary>On the way down to a node what is left of the candidates at each level, one behind the other, and the least by which the squares of how far the others are differ from theirs.</summary>
        private readonly Span<ushort> candidates;
        private readonly Span<int> ends;
        private readonly Span<double> closest;

        /// <summary>The levels of the way for which that is known.</summary>
        private int known;

        public Walk(FilteringAssignment<T> owner, FilteringRegion region, MovedRows<T> moves, ExactSums sums, Workspace workspace)
        {
            this.owner = owner;
            this.moves = moves;
            this.sums = sums;
            path = region.Path;
            limit = region.HasNew ? double.PositiveInfinity : path;
            lead = Passes * region.LastStep;
            scratch = workspace.Take<T>(owner.d * RowTree<T>.LeafRows);
            winners = workspace.Take<T>(RowTree<T>.LeafRows);
            next = workspace.Take<ushort>(RowTree<T>.LeafRows);
            box = workspace.Take<double>(2 * owner.filter.Stride);
            box.Clear();
            var all = region.Candidates;
            var levels = BitOperations.Log2((uint)owner.tree.Size) + 3;
            candidates = workspace.Take<ushort>(all.Length * levels);
            ends = workspace.Take<int>(levels);
            closest = workspace.Take<double>(levels);
            all.CopyTo(candidates);
            (ends[0], ends[1], closest[0]) = (0, all.Length, double.PositiveInfinity);
        }

        /// <summary>Finds the nearest centroids of a node's rows, as far as bounds do not say that they are what they were.</summary>
        /// <param name="node">The node.</param>
        /// <param name="level">How far down from the first one it is.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Node(int node, int level)
        {
            known = Math.Min(known, level);
            var before = owner.owners[node];
            if (before == Mixed)
            {
                Below(node, level);
                return;
            }

            var isBorder = IsBorder(node);
            var leaf = node - owner.tree.Size;
            if (owner.expiries[node] > limit)
            {
                if (isBorder)
                {
                    Leaf(leaf, Kept(leaf));
                }

                return;
            }

            before = isBorder ? None : before;
            var left = Left(node, level);
            if (left.Length == 1)
            {
                Own(node, before, left[0], closest[level + 1]);
            }
            else if (leaf >= 0)
            {
                Keep(leaf, left, closest[level + 1]);
                Leaf(leaf, left);
            }
            else
            {
                owner.owners[node] = Mixed;
                if (before != None)
                {
                    SetOwner(2 * node, before, float.NegativeInfinity);
                    SetOwner((2 * node) + 1, before, float.NegativeInfinity);
                }

                Below(node, level);
            }
        }

        /// <summary>Goes on to the two nodes below one; it belongs to one centroid again if both do.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Below(int node, int level)
        {
            var first = 2 * node;
            Node(first, level + 1);
            var (begin, end) = owner.tree.Range(first + 1);
            if (begin == end)
            {
                (owner.owners[first + 1], owner.expiries[first + 1]) = (owner.owners[first], float.PositiveInfinity);
            }
            else
            {
                Node(first + 1, level + 1);
            }

            var both = owner.owners[first];
            if (both == owner.owners[first + 1] && both != Mixed && !IsBorder(first) && !IsBorder(first + 1))
            {
                SetOwner(node, both, Math.Min(owner.expiries[first], owner.expiries[first + 1]));
            }
        }

        /// <summary>Whether a node is a leaf of several candidates.</summary>
        private bool IsBorder(int node)
        {
            var at = (node - owner.tree.Size) * Few;
            return at >= 0 && at < owner.few.Length && owner.few[at] != None;
        }

        /// <summary>All of a node belongs to a centroid, or did, for no longer than is said.</summary>
        private void SetOwner(int node, ushort centroid, float expiry)
        {
            (owner.owners[node], owner.expiries[node]) = (centroid, expiry);
            if (IsBorder(node))
            {
                owner.few[(node - owner.tree.Size) * Few] = None;
            }
        }

        /// <summary>The centroids that may be nearest to a row of a node, rising: those of the node above it without those that another one rules out.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private ReadOnlySpan<ushort> Left(int node, int level)
        {
            if (known < level)
            {
                Left(node / 2, level - 1);
            }

            owner.Center(node, box);
            var all = candidates[ends[level]..ends[level + 1]];
            closest[level + 1] = closest[level];
            var left = owner.filter.Filter(all, owner.filter.Nearest(all, box), box, lead, candidates[ends[level + 1]..], ref closest[level + 1]);
            ends[level + 2] = ends[level + 1] + left;
            known = level + 1;
            return candidates[ends[level + 1]..ends[level + 2]];
        }

        /// <summary>Keeps the candidates of a leaf, if they are few, and how long they are all that there are.</summary>
        private void Keep(int leaf, ReadOnlySpan<ushort> left, double squares)
        {
            var node = owner.tree.Size + leaf;
            owner.owners[node] = left[0];
            var kept = owner.few.AsSpan(leaf * Few, Few);
            kept.Fill(None);
            left[..Math.Min(Few, left.Length)].CopyTo(kept);
            owner.expiries[node] = left.Length > Few ? float.NegativeInfinity : Expiry(left, squares);
        }

        /// <summary>When some centroids may no longer be all candidates of the node whose box is at hand.</summary>
        private float Expiry(scoped ReadOnlySpan<ushort> left, double squares)
        {
            var gap = owner.filter.Gap(squares, left[0], box);
            return Bounds.Down(owner.filter.Margin(gap, owner.filter.Least(left, box)) + path);
        }

        /// <summary>The candidates that a leaf keeps.</summary>
        private ReadOnlySpan<ushort> Kept(int leaf)
        {
            var kept = owner.few.AsSpan(leaf * Few, Few);
            var end = kept.IndexOf(None);
            return end < 0 ? kept : kept[..end];
        }

        /// <summary>All rows of a node go to one centroid.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Own(int node, ushort before, ushort nearest, double squares)
        {
            SetOwner(node, nearest, Expiry([nearest], squares));
            if (before == nearest)
            {
                return;
            }

            var (begin, end) = owner.tree.Range(node);
            var own = owner.labels.AsSpan(begin, end - begin);
            if (own.IndexOfAnyExcept(nearest) < 0)
            {
                return;
            }

            if (moves.MovesLeaves && own.IndexOfAnyExcept(own[0]) < 0)
            {
                moves.AddLeaves(begin, end, own[0] == None ? -1 : own[0], nearest, sums);
                own.Fill(nearest);
                return;
            }

            for (var at = 0; at < own.Length; at++)
            {
                if (own[at] != nearest)
                {
                    moves.Add(begin + at, own[at] == None ? -1 : own[at], nearest, sums);
                    own[at] = nearest;
                }
            }
        }

        /// <summary>Each row of a leaf goes to the nearest of some candidates.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Leaf(int leaf, ReadOnlySpan<ushort> candidates)
        {
            var tile = owner.tree.Tile(leaf, scratch);
            var kernel = new LeafAssignment<T>(tile, RowTree<T>.LeafRows, owner.scoring!.Centroids, candidates, scratch, winners);
            SimdWidth.Run<T, LeafAssignment<T>>(ref kernel);
            var begin = leaf * RowTree<T>.LeafRows;
            var own = owner.labels.AsSpan(begin, Math.Min(RowTree<T>.LeafRows, owner.labels.Length - begin));
            Winners.ToLabels(winners, next);
            for (var at = own.CommonPrefixLength(next); at < own.Length; at++)
            {
                if (own[at] != next[at])
                {
                    moves.Add(begin + at, own[at] == None ? -1 : own[at], next[at], sums);
                    own[at] = next[at];
                }
            }
        }
    }
}
