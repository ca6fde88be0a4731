// OffloadCheck
