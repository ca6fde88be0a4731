// Ethtool
