"""De stille wand: everyone writes in silence, the group sorts, dots, and takes the best along."""
