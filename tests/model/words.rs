//! The vocabularies: plain matches on the spellings that the random exports use. `None`: no one knows the spelling.

use super::columns::Profile;
use super::dossier::{Channel, Rating, ServiceLevel, Status};

pub(crate) fn status(word: &str, profile: Profile) -> Option<Status> {
    Some(match word {
        "1" | "mới đăng ký" => Status::Registered,
        "3" | "không được tiếp nhận" => Status::NotAccepted,
        "5" | "yêu cầu bổ sung giấy tờ" => Status::Waiting,
        "7" | "công dân yêu cầu rút hồ sơ" => Status::Withdrawn,
        "công dân rút hồ sơ" if profile == Profile::District => Status::Withdrawn,
        "8" | "dừng xử lý" => Status::Stopped,
        "2" | "được tiếp nhận" | "4" | "đang xử lý" | "6" | "yêu cầu thực hiện nghĩa vụ tài chính" => {
            Status::Other
        }
        "9" | "đã xử lý xong" | "10" | "đã trả kết quả" | "" => Status::Other,
        "đã xong" if profile == Profile::District => Status::Other,
        _ => return None,
    })
}

/// A blank channel of receipt counts as direct.
pub(crate) fn receipt_channel(word: &str, profile: Profile) -> Option<Channel> {
    Some(match word {
        "1" | "trực tiếp" | "" => Channel::Direct,
        "2" | "trực tuyến" | "qua mạng" => Channel::Online,
        "trực tuyến (dvc)" if profile == Profile::District => Channel::Online,
        "3" | "bưu chính công ích" | "bcci" => Channel::Post,
        _ => return None,
    })
}

/// The commune system has codes of its own, not those of the receipt channel.
pub(crate) fn return_channel(word: &str, profile: Profile) -> Option<Channel> {
    Some(match (word, profile) {
        ("", _) => Channel::Unrecorded,
        ("trực tiếp", _) | ("1", Profile::Commune) => Channel::Direct,
        ("bưu chính công ích" | "bcci", _) | ("2", Profile::Commune) => Channel::Post,
        ("trực tuyến" | "qua mạng", _) | ("3", Profile::Commune) => Channel::Online,
        _ => return None,
    })
}

pub(crate) fn service_level(word: &str) -> Option<ServiceLevel> {
    Some(match word {
        "4" | "mức độ 4" | "toàn trình" => ServiceLevel::Full,
        "3" | "mức độ 3" | "một phần" => ServiceLevel::Partial,
        "2" | "1" | "mức độ 2" | "" => ServiceLevel::Lower,
        _ => return None,
    })
}

/// Digitised, or reused from what was digitised before; a blank cell is not.
pub(crate) fn digitised(word: &str) -> Option<bool> {
    match word {
        "1" | "2" | "3" | "có" | "x" | "đã số hóa" => Some(true),
        "0" | "không" | "chưa số hóa" | "" => Some(false),
        _ => None,
    }
}

/// 1 and 2 are gateways; 0 and 3 are not.
pub(crate) fn paid_online(word: &str) -> Option<bool> {
    match word {
        "1" | "2" | "có" | "x" => Some(true),
        "0" | "3" | "không" | "" => Some(false),
        _ => None,
    }
}

/// A rating no one knows is kept as none.
pub(crate) fn rating(word: &str) -> Rating {
    match word {
        "5" | "rất hài lòng" | "4" | "hài lòng" => Rating::Satisfied,
        "3" | "bình thường" | "2" | "không hài lòng" | "1" => Rating::NotSatisfied,
        _ => Rating::None,
    }
}
