"""Line of sight: what of each site the features of a layer can see over a terrain."""

from optimizer.spatial.sight.ground import Sighting
from optimizer.spatial.sight.look import Sights, look
from optimizer.spatial.sight.said import seen_by, seen_frames, seen_from

__all__ = ["Sighting", "Sights", "look", "seen_by", "seen_frames", "seen_from"]
